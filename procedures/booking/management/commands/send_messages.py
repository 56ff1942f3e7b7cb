import os
import signal
import threading
import time

from django.core.management import BaseCommand

from procedures.booking import delivery

STOP = {signal.SIGTERM, signal.SIGINT}
PATIENCE = 3  # seconds for the message that is on its way


class Command(BaseCommand):
    help = "Sends the messages of the outbox for as long as it runs; or what is due now (--once)."
    requires_system_checks = []

    def add_arguments(self, parser):
        parser.add_argument("--once", action="store_true", help="Send what is due, and end.")
        parser.add_argument("--parent", type=int, help="End when this parent process is gone.")

    def handle(self, *, once, parent, **options):
        if once:
            sent, not_sent = delivery.send_due(time.sleep)
            delivery.delete_old_attempts()
            self.stdout.write(f"{sent} sent, {not_sent} could not be sent yet.")
        else:
            delivery.work(stops(parent))


def stops(parent):
    """Gives stop_after(seconds), which waits for that long or until this process should end."""
    signal.pthread_sigmask(signal.SIG_BLOCK, STOP)  # taken up by the thread alone
    stopping = threading.Event()

    def watch():
        while not signal.sigtimedwait(STOP, 1):
            if parent is not None and os.getppid() != parent:
                break
        stopping.set()
        time.sleep(PATIENCE)
        os._exit(0)  # a mail server that does not answer: the lease runs out, and it is tried again

    threading.Thread(target=watch, daemon=True).start()
    return stopping.wait
