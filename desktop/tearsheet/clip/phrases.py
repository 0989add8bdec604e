"""The words that pages put around their stories: on boxes, on pointers, on lines of the site.

Each table holds regular expressions, one a phrase, in the languages whose papers were looked at.
They are general words of the trade; no site is named.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final


def any_of(phrases: Iterable[str], before: str = "", after: str = "") -> re.Pattern[str]:
    """One expression for any of these phrases, whatever their case."""
    return re.compile(f"{before}(?:{'|'.join(phrases)}){after}", re.IGNORECASE)


_BOXES: Final = (
    r"ads?(?![a-z])", r"advert", r"adsense", r"adslot", r"adunit", r"dfp", r"sponsor",
    r"promo(?!te)", r"taboola", r"outbrain", r"share", r"sharing", r"social", r"sociable",
    r"addthis", r"addtoany", r"a2a", r"follow-?(?:us|me)", r"related", r"recirc", r"recommend",
    r"more-?(?:stories|from|news|on|articles)", r"most-?(?:read|popular|viewed)",
    r"read-?(?:more|next|also)", r"up-?next", r"trending", r"popular", r"also-?(?:like|read)",
    r"you-?may", r"teaser", r"newsletter", r"subscri", r"sign-?up", r"register", r"log-?in",
    r"donat", r"paywall", r"comment", r"disqus", r"respond", r"replies", r"reply", r"livefyre",
    r"cookie", r"consent", r"gdpr", r"privacy", r"breadcrumb", r"pagination", r"pager",
    r"page-?nav", r"nav(?![a-z])", r"navbar", r"navigation", r"menu", r"toolbar", r"sidebar",
    r"side-?bar", r"rail(?![a-z])", r"foot(?:er)?(?![a-z])", r"site-?head", r"masthead",
    r"banner", r"skip", r"bio(?![a-z])", r"about-?(?:the-?)?author",
    r"author-?(?:bio|box|info|card|desc|about|block|profile)",
    r"tag(?:s|-?list|-?cloud|ged)(?![a-z])", r"topics?-?list",
    r"categor(?:y|ies)-?(?:list|links)", r"post-?meta", r"entry-?meta", r"article-?meta",
    r"entry-?utility", r"byline", r"dateline-?time", r"timestamp", r"publish(?:ed)?-?date",
    r"post-?date", r"modal", r"popup", r"pop-?up", r"overlay", r"tooltip", r"lightbox",
    r"rollover", r"(?:next|prev(?:ious)?)-(?:prev(?:ious)?|next|post|article)", r"reprint",
    r"(?:article|print|story)-tools", r"control-(?:bar|panel)",
    r"(?:content|post|article|story|entry)-?(?:after|bottom|end|footer)",
    r"after-?(?:content|post|article|story|entry)", r"(?:star-?|user-?|post-?)ratings?",
    r"ratings?-(?:widget|box|bar|stars)", r"vote", r"poll(?![a-z])", r"quiz", r"survey",
    r"print-?(?:only|button|link)", r"hidden(?![a-z])",
)  # fmt: skip
BOX: Final = any_of(_BOXES, r"(?<![a-z])")
"""Names of boxes that are no story, as classes and ids give them."""

_POINTERS: Final = (
    r"related", r"read(?:\s+(?:more|also|next|the full))?", r"see also", r"also read",
    r"more(?:\s+(?:on|from|in))?", r"don.?t miss", r"must read", r"recommended",
    r"watch(?: now| also| more)?", r"listen", r"trending", r"lesen sie (?:auch|mehr)",
    r"mehr (?:zum thema|dazu)", r"siehe auch", r"auch interessant", r"lire aussi", r"à lire",
    r"voir aussi", r"a lire", r"lee también", r"le puede interesar", r"leer más", r"también",
    r"leia (?:mais|também)", r"veja (?:também|mais)", r"saiba mais", r"leggi anche",
    r"читайте также", r"читать далее", r"смотрите также", r"zobacz też",
    r"czytaj (?:też|także|więcej)", r"lees (?:ook|meer)", r"läs (?:också|mer)", r"les også",
    r"læs også", r"lue myös", r"関連(?:記事)?", r"あわせて読みたい",
    r"合わせて読みたい", r"相关(?:阅读|新闻)", r"延伸閱讀",
    r"관련\s*기사", r"اقرأ أيضا", r"קראו גם", r"ayrıca",
)  # fmt: skip
POINTER: Final = any_of(_POINTERS, r"^\W*", r"\s*[:：|>»–-]")
"""A line that points at other pages: the words for it and a colon or an arrow."""

_SITE_LINES: Final = (
    r"advertis(?:e|ing|ement|ment)s?", r"ad", r"anzeige", r"werbung", r"publicité",
    r"publicidad(?:e)?", r"реклама", r"reklama?", r"広告", r"スポンサーリンク",
    r"(?:story|article) continues (?:below|after).*", r"continue reading.*", r"keep reading.*",
    r"scroll (?:down )?to .*", r"(?:click|tap) (?:here|to).{0,60}",
    r"share(?: this.{0,40}| on .{0,20})?", r"tweet", r"pin it", r"email", r"print", r"save",
    r"like this (?:story|article).{0,60}", r"text size", r"font size", r"play video", r"play",
    r"loading.{0,12}", r"close", r"caption", r"sign up (?:for|to|here).{0,160}",
    r"subscribe (?:to|now|here|for|today).{0,160}",
    r"get (?:the latest|our|all the).{0,160}(?:inbox|newsletter|email).{0,60}",
    r"follow (?:us|me|him|her|them|@).{0,120}", r"(?:join|like|find) us on .{0,100}",
    r"(?:don.t|never) miss (?:a|an|our|out).{0,140}", r"download (?:the|our) app.{0,80}",
    r"(?:copyright|©|\(c\)).{0,200}", r"all rights reserved.{0,120}",
    r".{0,80}all rights reserved\.?",
    r"this (?:material|article|story|copy|content) (?:may not be|is protected).{0,300}",
    r"this (?:material|article|story|copy|content) is for your personal.{0,300}",
    r"(?:image|photo|slide) \d+ (?:of|/) \d+.{0,60}", r"\d+ (?:of|/) \d+",
    r"view (?:all|gallery|comments?|photos?).{0,30}", r"show (?:all|more|less|comments?).{0,20}",
    r"\d+ comments?", r"leave a (?:comment|reply).{0,40}", r"comments?",
    r"(?:recommended|sponsored) (?:for you|content|stories|by.{0,30})", r"trending(?: now)?",
    r"related (?:articles?|stories|topics|posts|links|news|content|reading)",
    r"(?:more|most) (?:stories|popular|read|on this|from .{0,30})",
    r"you (?:may|might) (?:also )?(?:like|be interested).{0,40}", r"read more", r"see also",
    r"see more", r"back to top",
    r"(?:filed under|tags?|topics?|labels?|categor(?:y|ies)|posted in|more about)\s*:?.{0,200}",
)  # fmt: skip
SITE_LINE: Final = any_of(_SITE_LINES, r"^\W*", r"\W*$")
"""A whole short block that is a line of the site."""

_ABOUT_SITE: Final = (
    r"sign up (?:for|to|here|now)", r"subscribe (?:to|now|here|for|today)",
    r"(?:our|free|daily|weekly|email) newsletters?",
    r"follow (?:us|him|her|me|them|the|@|[A-Z]\w+) .{0,60}\bon (?:twitter|facebook|instagram)",
    r"on (?:twitter|facebook|instagram) (?:at )?@\w+", r"follow @", r"write to .{2,60} at",
    r"(?:may|can) be reached at",
    r"(?:contact|e-?mail) (?:the (?:author|writer|reporter)|us|him|her|[A-Z]\w+ [A-Z]\w+)\b",
    r"have a (?:news )?tip", r"affiliate (?:links?|commission)",
    r"earn (?:a |an )?(?:affiliate )?commission", r"terms of (?:use|service)", r"privacy policy",
    r"support our (?:journalism|work)", r"donate (?:to|now|today)", r"make a donation",
    r"(?:in|to) your inbox", r"letters to the editor", r"if you enjoyed (?:this|reading)",
    r"join the conversation", r"let us know (?:in|what)", r"in the comments(?: below| section)?",
)  # fmt: skip
ABOUT_SITE: Final = any_of(_ABOUT_SITE, r"\b", r"\b")
"""Words of a block below a story that speak of the site or of its people."""

_DATE_WORDS: Final = (
    "published", "updated", "posted", r"last (?:updated|modified)", "modified", "created", "on",
    "date", "veröffentlicht", "aktualisiert", "stand", r"publié(?: le)?", r"mis à jour(?: le)?",
    r"publicado(?: em)?", r"atualizado(?: em)?", "actualizado", "pubblicato", "aggiornato",
    "опубликовано", "обновлено", "el", "le", "am",
)  # fmt: skip
_DAYS: Final = (
    r"\d{1,2}(?:st|nd|rd|th)?[.,]?\s*(?:de\s+)?[^\W\d]{3,12}\.?,?\s*(?:de\s+)?\d{4}",
    r"[^\W\d]{3,12}\.?\s+\d{1,2}(?:st|nd|rd|th)?,?\s+\d{4}",
    r"\d{4}[-./年]\s?\d{1,2}[-./月]\s?\d{1,2}日?",
    r"\d{1,2}[-./]\d{1,2}[-./]\d{2,4}",
)
_HOURS: Final = (
    r"[\s,.;|·•–—/-]", "at", "às", "um", "à", "alle", r"kl\.?", r"\d{1,2}[:.h]\d{2}(?::\d{2})?",
    r"[ap]\.?m\.?", r"[A-Z]{2,4}T?", "uhr", "updated", r"\d{1,2},?", r"\d{4}", r"[^\W\d]{3,9}",
    "gmt", "utc", r"[+]\d{1,4}",
)  # fmt: skip
DATE_LINE: Final = re.compile(
    rf"^\W*(?:(?:{'|'.join(_DATE_WORDS)})\b\W*)*(?:[^\W\d]{{2,12}}(?:-feira)?[.,]?\s+){{0,2}}"
    rf"(?:de\s+)?(?:{'|'.join(_DAYS)})(?:{'|'.join(_HOURS)}){{0,14}}\W*$",
    re.IGNORECASE,
)
"""A whole block that is a date, with its time and the word for it."""
