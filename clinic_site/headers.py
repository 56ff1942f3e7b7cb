"""What browsers are told about every answer, beyond what Django and django-csp say."""

# Only the list of offices asks for a position, and it keeps it to itself (static/js/nearest.js).
PERMISSIONS = ", ".join(
    ["geolocation=(self)"]
    + [f"{power}=()" for power in ("camera", "microphone", "payment", "usb", "browsing-topics")]
)
HEADERS = {
    "Permissions-Policy": PERMISSIONS,
    "Cross-Origin-Resource-Policy": "same-origin",
}


def browser_headers(get_response):
    def answer(request):
        response = get_response(request)
        for name, value in HEADERS.items():
            response.headers.setdefault(name, value)
        return response

    return answer
