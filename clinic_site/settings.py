"""Settings come from the environment, then from the file that `make run` wrote in VAR_DIR.

Secrets have no default: without them the site refuses to start and says what to set.
"""

from base64 import b64encode
from hashlib import sha256
from pathlib import Path
from urllib.parse import urlsplit

import environ
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured

BASE_DIR = Path(__file__).resolve().parent.parent

env = environ.Env()
VAR_DIR = Path(env("VAR_DIR", default=BASE_DIR / "var")).absolute()
if (VAR_DIR / "local.env").exists():
    env.read_env(VAR_DIR / "local.env")  # what is in the environment already wins


def required(name):
    if value := env(name, default=""):
        return value
    raise ImproperlyConfigured(
        f"{name} is not set. Set it in the environment (README.md, Environment), "
        f"or run `make run` once: it makes its own in {VAR_DIR}."
    )


DEBUG = env.bool("DEBUG", default=False)
SECRET_KEY = required("SECRET_KEY")
SITE_URL = required("SITE_URL").rstrip("/")
FIELD_KEYS = [key.strip() for key in required("FIELD_KEYS").split(",")]  # newest first
ALLOWED_HOSTS = [host.strip() for host in required("ALLOWED_HOSTS").split(",")]
HTTPS = urlsplit(SITE_URL).scheme == "https"

INSTALLED_APPS = [
    "django_otp",
    "django_otp.plugins.otp_totp",
    "django_otp.plugins.otp_static",
    "django_otp_webauthn",
    "clinic_site",
    "procedures",
    "procedures.booking",
    "procedures.desk.apps.DeskConfig",
    "procedures.desk.apps.DeskAdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.sitemaps",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "crispy_forms",
    "csp",
]

MIDDLEWARE = [
    "clinic_site.answers.numbered",
    "django.middleware.security.SecurityMiddleware",
    "clinic_site.headers.browser_headers",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "clinic_site.headers.Policy",
    "clinic_site.methods.known_methods",
    "clinic_site.page_cache.Gzip",
    "clinic_site.rates.Rates",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "clinic_site.health.HostIsOurs",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django_otp.middleware.OTPMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "procedures.addresses.OldAddressMiddleware",
    "procedures.drafts.PublishDueDrafts",
]

ROOT_URLCONF = "clinic_site.urls"
WSGI_APPLICATION = "clinic_site.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "procedures.context.site",
            ],
            "builtins": ["django.templatetags.i18n", "django.templatetags.static"],
        },
    },
]

# ---- database ----

WAIT_TO_WRITE = 10  # seconds, for others who write; a thread waits with each


def database(url, seconds_to_connect=5):
    given = env.db_url_config(url)
    if given["ENGINE"] == "django.db.backends.sqlite3":
        # An acknowledged write must survive a power cut (FULL), and writers queue (IMMEDIATE).
        given["CONN_MAX_AGE"] = None  # clinic_site/sqlite_file.py closes it in time
        given["OPTIONS"] = {
            "transaction_mode": "IMMEDIATE",
            "timeout": WAIT_TO_WRITE,
            "init_command": (
                "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;"
            ),
        }
    else:
        given["CONN_MAX_AGE"] = 60
        given["CONN_HEALTH_CHECKS"] = True
        options = given.setdefault("OPTIONS", {})
        options.setdefault("connect_timeout", seconds_to_connect)
        # a server whose machine is gone says no more: then no thread waits for it for long
        options |= {"keepalives_idle": 10, "keepalives_interval": 5, "keepalives_count": 2}
        options.setdefault("tcp_user_timeout", 20_000)  # ms
        options.setdefault("options", f"-c lock_timeout={WAIT_TO_WRITE}s")
    return given


DATABASES = {
    "default": database(env("DATABASE_URL", default=f"sqlite:///{VAR_DIR / 'clinic.sqlite3'}"))
}
if REPLICA_URL := env("REPLICA_URL", default=""):  # procedures/replica.py
    DATABASES["replica"] = database(REPLICA_URL, seconds_to_connect=2)
    DATABASE_ROUTERS = ["procedures.replica.Router"]
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# ---- counts that the processes of several machines share: clinic_site/rates.py ----

CACHE_URL = env("CACHE_URL", default="")


def shared_cache(url):
    return {
        "BACKEND": "django.core.cache.backends.redis.RedisCache",
        "LOCATION": url,
        "KEY_PREFIX": "clinic",
        "OPTIONS": {"socket_timeout": 0.25, "socket_connect_timeout": 0.25},  # readers wait for it
    }


CACHES = {
    "default": shared_cache(CACHE_URL)
    if CACHE_URL
    else {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}
}

# ---- staff sign-in and cookies ----

PASSWORD_HASHERS = [
    "clinic_site.passwords.Argon2",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",  # opens older ones, and renews them
]
AUTH_PASSWORD_VALIDATORS = [
    *(
        {"NAME": f"django.contrib.auth.password_validation.{name}Validator", "OPTIONS": options}
        for name, options in (
            ("UserAttributeSimilarity", {}),
            ("MinimumLength", {"min_length": 12}),
            ("NumericPassword", {}),
        )
    ),
    {"NAME": "clinic_site.passwords.CommonInDisguise"},
]
SECOND_STEP = HTTPS  # asked of all staff; on http, which is not for production, of who wants it
OTP_TOTP_ISSUER = OTP_WEBAUTHN_RP_ID = OTP_WEBAUTHN_RP_NAME = urlsplit(SITE_URL).hostname
PASSKEYS = HTTPS or OTP_WEBAUTHN_RP_ID == "localhost"  # browsers make none for a number
OTP_WEBAUTHN_ALLOWED_ORIGINS = [SITE_URL if PASSKEYS else f"https://{OTP_WEBAUTHN_RP_ID}"]
OTP_TOTP_THROTTLE_FACTOR = OTP_STATIC_THROTTLE_FACTOR = 0  # procedures/desk/sign_in.py counts tries
PASSWORD_RESET_TIMEOUT = 3600  # seconds that a link to choose a new one opens
LOGIN_URL = "admin:login"
CSRF_FAILURE_VIEW = "clinic_site.errors.csrf_failure"
CSRF_TRUSTED_ORIGINS = [SITE_URL]
CSRF_COOKIE_AGE = 24 * 3600  # as long as a form may stay open, not Django's year
# addresses of our own proxies: only what they say about a visitor's address is believed
TRUSTED_PROXIES = [each.strip() for each in env("TRUSTED_PROXIES", default="").split(",") if each]
if HTTPS:  # browsers take such a name only over https, for the whole of this host and no other
    SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = "__Host-session", "__Host-csrf"
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_SSL_REDIRECT = HTTPS
SECURE_HSTS_SECONDS = 365 * 24 * 3600 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = HTTPS
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$", r"^metrics$"]
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
X_FRAME_OPTIONS = "DENY"
# The only script that stands in pages themselves (templates/parts/search.html): just these bytes.
SUGGEST = sha256((BASE_DIR / "templates" / "parts" / "suggest.js").read_bytes()).digest()
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "style-src": [SELF],
        "script-src": [SELF, f"'sha256-{b64encode(SUGGEST).decode()}'"],
        "img-src": [SELF, "data:"],  # the admin's own icons are data: addresses
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
    }
}

# ---- mail: without EMAIL_URL messages are printed to the console ----

vars().update(env.email_url("EMAIL_URL", default="consolemail://"))
EMAIL_TIMEOUT = 60  # a server that scans a message for long would get it a second time
DEFAULT_FROM_EMAIL = env(
    "MAIL_FROM", default=f"no-reply@{urlsplit(SITE_URL).hostname or 'localhost'}"
)

# ---- words and time ----

LANGUAGE_CODE = "en-us"
USE_I18N = True
TIME_ZONE = env("TIME_ZONE", default="America/New_York")
USE_TZ = True

# ---- static files ----

STATIC_URL = "/static/"
STATIC_ROOT = VAR_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
# served by procedures/views/pictures.py
MEDIA_ROOT = Path(env("PICTURES_DIR", default=VAR_DIR / "pictures")).absolute()
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "clinic_site.storage.StaticStorage"},
}
WHITENOISE_ROOT = BASE_DIR / "static" / "root"
WHITENOISE_KEEP_ONLY_HASHED_FILES = True
WHITENOISE_ALLOW_ALL_ORIGINS = False  # they are for our own pages

CRISPY_ALLOWED_TEMPLATE_PACKS = CRISPY_TEMPLATE_PACK = "clinic"

# ---- /metrics: for who asks on this machine, or knows the token ----

METRICS_TOKEN = env("METRICS_TOKEN", default="")

# ---- who is told of a hole in the site: an address, or where to write ----

SECURITY_CONTACT = env("SECURITY_CONTACT", default="")

# ---- logs: no addresses of people, no query strings ----

LOG_FORMAT = env("LOG_FORMAT", default="plain")
if LOG_FORMAT not in ("plain", "json"):
    raise ImproperlyConfigured("LOG_FORMAT must be plain or json.")
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "plain": {
            "()": "logging.Formatter" if DEBUG else "clinic_site.logs.Plain",
            "fmt": "{asctime} {levelname} {name}: {message}",
            "style": "{",
        },
        "json": {"()": "clinic_site.logs.Json"},
    },
    "filters": {"request": {"()": "clinic_site.logs.WithRequest"}},
    "handlers": {
        "console": {
            "class": "logging.StreamHandler",
            "formatter": LOG_FORMAT,
            "filters": ["request"],
        }
    },
    "root": {"handlers": ["console"], "level": "INFO"},
    "loggers": {
        "django": {"handlers": ["console"], "level": "INFO", "propagate": False},
        "clinic.requests": {"level": "INFO" if LOG_FORMAT == "json" else "WARNING"},
        "django.request": {"level": "ERROR"},
        "django.security.DisallowedHost": {"level": "CRITICAL"},
        "gunicorn.http.wsgi": {"level": "ERROR"},  # it warns of each HEAD, whose answer it cuts
    },
}

# ---- error reports, to a file or an address, without a word of a patient ----

if ERRORS_TO := env("ERRORS_TO", default=""):
    LOGGING["handlers"]["reports"] = {
        "()": "clinic_site.reports.Reports",
        "to": ERRORS_TO,
        "filters": ["request"],
    }
    LOGGING["root"]["handlers"].append("reports")
    LOGGING["loggers"]["django"]["handlers"].append("reports")
