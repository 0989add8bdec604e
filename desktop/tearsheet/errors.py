"""Every failure we foresee, as one tree; each leaf says what the person can do.

    TearsheetError
    ├── NoSuchArticle          an id or uid that the library does not hold
    ├── NoSuchName             a tag or a collection that the library does not hold
    ├── BadName                a name that cannot be given, or a place that cannot be taken
    ├── BadSetting             a settings file that cannot be read
    ├── ClipError              a page could not be made into an article
    │   ├── NotALink           what was given is no address and no file
    │   ├── Unreachable        nobody answered, or the line broke
    │   │   ├── NoSuchHost     the name of the site is not known
    │   │   └── TimedOut       the answer took too long
    │   ├── NotTrusted         the site's certificate does not hold
    │   ├── Refused            the site answered, and the answer was no
    │   │   ├── Gone           404 or 410
    │   │   └── Paywalled      only the beginning is shown without a subscription
    │   ├── TooLarge           more bytes than an article can reasonably have
    │   ├── WrongKind          an answer or a file of a kind that is not an article
    │   ├── NotAnArticle       a page without a story
    │   └── UnreadableFile     a file that cannot be opened
    ├── CannotWrite            a file or folder outside the library that cannot be written
    ├── Cancelled              the person stopped it
    └── LibraryError           the library's folder cannot be used as it is
        ├── NotALibrary
        ├── LibraryTooNew
        ├── DamagedLibrary
        ├── ReadOnlyLibrary
        └── LibraryBusy

A failure prints as one sentence: what was wrong and where. ``advice`` is the sentence after it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

if TYPE_CHECKING:
    from pathlib import Path


class TearsheetError(Exception):
    """Anything that went wrong in a way we foresaw."""

    advice: ClassVar[str] = ""

    @property
    def sentence(self) -> str:
        """What was wrong, where, and what to do, for a person to read."""
        said = str(self)
        said = said if said.endswith((".", "!", "?")) else f"{said}."
        return f"{said} {self.advice}".strip()


class NoSuchArticle(TearsheetError):
    """The library holds no article by that id."""

    advice = "`tearsheet list` shows the articles that are there."

    def __init__(self, wanted: str) -> None:
        super().__init__(f"There is no article {wanted} in this library.")
        self.wanted = wanted


class NoSuchName(TearsheetError):
    """The library holds no tag or collection of that name.

    kind  "tag" or "collection"
    """

    def __init__(self, kind: str, wanted: str) -> None:
        super().__init__(f"There is no {kind} “{wanted}” in this library.")
        self.wanted = wanted


class BadName(TearsheetError):
    """A name that cannot be given, or a place that cannot be taken; the message says why."""


class CannotWrite(TearsheetError):
    """A file outside the library that cannot be written."""

    advice = "Choose another folder, or make room there."

    def __init__(self, path: Path, why: str) -> None:
        super().__init__(f"{path} cannot be written: {why}.")
        self.path = path


class BadSetting(TearsheetError):
    """The settings file holds something that is not a setting."""

    advice = "Mend the file, or move it away to start from the defaults."

    def __init__(self, path: Path, detail: str) -> None:
        super().__init__(f"The settings in {path} cannot be read: {detail}.")
        self.path = path


class ClipError(TearsheetError):
    """A page could not be made into an article.

    address     what the person asked for, as given
    is_a_doubt  the page was had, and can be kept as it is if the person wants it
    """

    is_a_doubt: ClassVar[bool] = False

    def __init__(self, address: str, detail: str) -> None:
        super().__init__(f"{address}: {detail}")
        self.address = address
        self.detail = detail

    @property
    def reason(self) -> str:
        """The sentence without the address, for places that show the address already."""
        said = self.detail[:1].upper() + self.detail[1:]
        return f"{said.rstrip('.')}. {self.advice}".strip()


class NotALink(ClipError):
    """What was given is neither a web address nor a file."""

    advice = "Give an address that starts with http:// or https://, or the path of a file."


class Unreachable(ClipError):
    """Nobody answered, or the line broke; the same link may work later."""

    advice = "Check the connection, then clip the link again."


class NoSuchHost(Unreachable):
    """The name of the site cannot be looked up."""

    advice = "Check the spelling of the address and the connection, then clip the link again."


class TimedOut(Unreachable):
    """The site was too slow to answer."""

    advice = "The site may be busy: clip the link again later."


class NotTrusted(ClipError):
    """The site's certificate does not hold, so nobody can say who answered."""

    advice = (
        "Open the page in a browser to see what is wrong, and clip a saved copy if you trust it."
    )


class Refused(ClipError):
    """The site answered, and the answer was no."""

    advice = "Open the page in a browser; if it shows there, save it and clip the saved file."

    def __init__(self, address: str, detail: str, status: int | None = None) -> None:
        super().__init__(address, detail)
        self.status = status


class Gone(Refused):
    """The page is not there (404), or not there any more (410)."""

    advice = "Check the address, or look for a copy of the page in a web archive."


class Paywalled(Refused):
    """Only the beginning of the story is shown without a subscription."""

    advice = "Sign in with a browser, save the page there, and clip the saved file."
    is_a_doubt = True


class TooLarge(ClipError):
    """More bytes, or more unpacked bytes, than an article can reasonably have."""

    advice = "Save the part you want from a browser, and clip the saved file."


class WrongKind(ClipError):
    """The answer or the file is of a kind that cannot be clipped."""

    advice = "Web pages, saved pages (.html, .mhtml), PDF, Markdown and plain text can be clipped."


class NotAnArticle(ClipError):
    """The page was read, and there is no story on it."""

    advice = "Open the story itself and clip that address, or keep the page as it is."
    is_a_doubt = True


class UnreadableFile(ClipError):
    """A file that is not there or may not be read."""

    advice = "Check that the file is there and that you may read it."


class Cancelled(TearsheetError):
    """The person stopped it; nothing was kept and nothing was lost."""

    def __init__(self) -> None:
        super().__init__("Stopped before it was done.")


class LibraryError(TearsheetError):
    """The folder of the library cannot be used as it is."""

    def __init__(self, folder: Path, detail: str) -> None:
        super().__init__(f"{folder}: {detail}")
        self.folder = folder


class NotALibrary(LibraryError):
    """The folder holds other things, or another program's database."""

    advice = "Choose an empty folder or a Tearsheet library with --library."


class LibraryTooNew(LibraryError):
    """The library was written by a later Tearsheet."""

    advice = "Update Tearsheet, then open it again; nothing was changed."


class DamagedLibrary(LibraryError):
    """The database file does not hold together."""

    advice = "Put back a copy from its backups folder; nothing was changed."


class ReadOnlyLibrary(LibraryError):
    """The library may be read here but not written."""

    advice = "Ask for the right to write to the folder, or copy it to where you may."


class LibraryBusy(LibraryError):
    """Another program kept the library locked for too long."""

    advice = "Wait until the other program is done, then try again."
