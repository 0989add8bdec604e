"""Tells the credit of an image apart from its caption."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

_WORDS: Final = (
    r"(?:photo(?:graph|graphy|graphs|s)?|picture|image|illustration|graphic|map|video|courtesy)"
    r"(?:\s+(?:credit|by|courtesy|from|of|illustration))*|(?:image|picture|media)?\s*credits?|source"
    r"|foto(?:graf(?:ie|ía|ia|i)?|s)?|bild(?:er|quelle|rechte)?|abbildung|grafik|quelle"
    r"|cr[ée]dit(?:s|os?)?(?:\s+(?:photo|image|foto))?|cr[ée]ditos?|photographie|imagen|imagem"
    r"|fonte|fuente|kuva|zdj[ęe]cie|fot\.?|bron|beeld|billede|фото|зображення|источник"
    r"|写真|撮影|提供|出典|图片来源|图源|图|攝影|摄影|图片|사진|تصوير|صورة|المصدر|צילום|תמונה"
)
# "(Photo: file)", "[Foto: …]" at the end, or the whole text.
_BRACKETED: Final = re.compile(
    rf"\s*[(\[(【]\s*((?:{_WORDS}|©|\(c\))\s*[::/]?\s*[^()\[\]()]*?)\s*[)\])】]\s*\.?\s*$", re.I
)
# "… Photo: A. Berg / Courier": a word for it and a colon, after the caption or alone.
_LABELLED: Final = re.compile(rf"(?:^|(?<=[\s.,;|–—。]))((?:{_WORDS})\s*[::]\s*\S.*)$", re.I | re.S)
_BY: Final = re.compile(
    r"(?:^|(?<=[.!?|–—]\s))((?:photo(?:graph)?s?|picture|image|illustration|foto|graphic)\s+(?:by|courtesy(?:\s+of)?)\s+\S.*)$",
    re.I | re.S,
)
_COPYRIGHT: Final = re.compile(r"(?:^|\s)((?:©|\(c\)|copyright\b)\s*\S.*)$", re.I | re.S)
# Polish marks it without a colon: "Fot. A. Berg".
_SHORT: Final = re.compile(r"(?:^|(?<=[.!?]\s))(fot\.\s+\S.*)$", re.I | re.S)
# "… A. Reyes/Reuters": a name, a slash and an agency close the line after a full stop.
_SLASHED: Final = re.compile(
    r"(?:^|(?<=[.!?”\"])\s+)((?:[A-Z][\w.'’-]*\s){0,3}[A-Z][\w.'’-]*\s?/\s?[A-Z][\w.'’ /&-]{1,40})$"
)
_BEFORE_CREDIT: Final = " ([(【|–—/,;-"
_LONGEST: Final = 160


@dataclass(frozen=True, slots=True)
class Caption:
    """The words under an image, told apart.

    caption  what the image shows; may be empty
    credit   who made or owns it, as printed but without brackets; may be empty
    """

    caption: str = ""
    credit: str = ""


def _is_amid(text: str, start: int) -> bool:
    """Whether a word stands within a sentence ("a map: …"): small, and after another word."""
    before = text[:start].rstrip()
    return text[start].islower() and before[-1:].isalnum()


def split_caption(printed: str) -> Caption:
    """Caption and credit out of the words printed under an image.

    The usual forms are known: "(Photo: file)", "Photo: A. Berg", "Foto: …", "写真:…", "© …",
    "A. Reyes/Agency". What fits no form is all caption.
    """
    text = " ".join(printed.split())
    for form in (_BRACKETED, _LABELLED, _BY, _SHORT, _COPYRIGHT, _SLASHED):
        found = form.search(text)
        if found and len(found.group(1)) <= _LONGEST and not _is_amid(text, found.start(1)):
            caption = text[: found.start(1)].rstrip(_BEFORE_CREDIT)
            return Caption(caption, found.group(1).strip())
    return Caption(text, "")
