// Sorts the offices by the position of the device. The position never leaves this page.

const EARTH = 3958.8; // miles
const button = document.querySelector("#position");
const list = document.querySelector("#offices");
const said = document.querySelector(".zip__said");

if (button && !("geolocation" in navigator)) button.hidden = true;
else if (button) {
  button.addEventListener("click", () => {
    said.textContent = button.dataset.asking;
    navigator.geolocation.getCurrentPosition(sort, failed, { timeout: 10000, maximumAge: 600000 });
  });
}

function sort({ coords }) {
  const here = [coords.latitude, coords.longitude];
  const offices = [...list.children].map((office) => ({ office, away: away(office, here) }));
  offices.sort((one, other) => one.away - other.away);
  for (const { office, away } of offices) {
    const words = office.querySelector(".office__miles");
    words.textContent = inWords(away);
    words.hidden = !words.textContent;
    list.append(office);
  }
  document.querySelector(".zip__note")?.remove(); // it spoke of the ZIP code
  said.textContent = button.dataset.found;
}

function failed() {
  said.textContent = button.dataset.failed;
}

function away(office, [latitude, longitude]) {
  if (!office.dataset.latitude) return Infinity;
  const radians = (degrees) => (degrees * Math.PI) / 180;
  const [there, here] = [radians(office.dataset.latitude), radians(latitude)];
  const east = radians(office.dataset.longitude - longitude);
  const half = Math.sin((there - here) / 2) ** 2
    + Math.cos(here) * Math.cos(there) * Math.sin(east / 2) ** 2;
  return 2 * EARTH * Math.asin(Math.sqrt(half));
}

function inWords(miles) {
  if (miles === Infinity) return "";
  if (miles < 1) return button.dataset.near;
  const number = Math.round(miles);
  return number === 1 ? button.dataset.mile : button.dataset.miles.replace("NUMBER", number.toLocaleString());
}
