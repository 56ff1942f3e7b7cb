from django.utils.translation import gettext_lazy as _

SAVE_AS = _("Save it as Word (.docx) or plain text, and import that.")


class Refused(Exception):
    """The document cannot be imported; the message is one sentence for the person who tried.

    ``sentence`` leaves out what only the command can do about it.
    """

    def __init__(self, sentence, for_the_command=""):
        super().__init__(f"{sentence} {for_the_command}".strip())
        self.sentence = sentence


class Unreadable(Refused):
    """The file is not one whose words can be read."""


class NotQuestions(Refused):
    """The words can be read, but they are no questions and answers."""


class NoName(Refused):
    """There is no name to call the page by, or none that an address can be made from."""


class Kept(Refused):
    """A page with this address is there already and must not be overwritten."""
