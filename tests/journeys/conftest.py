from tests.browser import chromium


def pytest_configure(config):
    """Registered once, however many folders ask: one site and one browser serve them all."""
    if not config.pluginmanager.is_registered(chromium):
        config.pluginmanager.register(chromium)
