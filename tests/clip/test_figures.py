"""The images of a story, through every way pages hide them, with their captions and credits."""

import pytest

from press.story import STORY, page
from tearsheet.article.clipping import Original
from tearsheet.article.credit import split_caption
from tearsheet.clip.sources.markup import read_markup

ADDRESS = "https://harbour.example/winds"
AT = "https://harbour.example"


def figures(inside, head=""):
    markup = page(STORY + inside + STORY, head)
    return read_markup(ADDRESS, Original(markup.encode(), "text/html", ADDRESS)).figures


@pytest.mark.parametrize(
    "image",
    [
        '<img src="/pier.jpg">',
        '<img data-src="/pier.jpg">',
        '<img data-original="/pier.jpg" src="data:image/gif;base64,R0lGODlhAQABAIAAAAAAAP">',
        '<img data-lazy-src="/pier.jpg" src="/img/placeholder.gif">',
        '<img class="lazy" data-hi-res-src="/pier.jpg" src="/blank.gif"><noscript><img src="/pier.jpg"></noscript>',
        '<noscript><img src="/pier.jpg"></noscript>',
        '<picture><source srcset="/pier.jpg 800w, /pier-small.jpg 320w"><img alt="A pier"></picture>',
        '<img srcset="/pier-small.jpg 320w, /pier.jpg 1200w">',
        '<amp-img src="/pier.jpg" width="800" height="500"></amp-img>',
        '<a href="/full/pier.jpg"><img src="/pier.jpg"></a>',
        '<div class="gallery"><ul><li><img src="/pier.jpg"></li></ul></div>',
        '<div class="lead" style="background-image: url(/pier.jpg)"></div>',
    ],
)
def test_an_image_is_found_however_it_is_held(image):
    assert [figure.source_url for figure in figures(image)] == [f"{AT}/pier.jpg"]


def test_the_size_best_for_reading_is_tried_first():
    shown = '<img src="/pier-400.jpg" srcset="/pier-400.jpg 400w, /pier-1700.jpg 1700w, /pier-5000.jpg 5000w">'
    assert [figure.better for figure in figures(shown)] == [(f"{AT}/pier-1700.jpg",)]


@pytest.mark.parametrize(
    "ornament",
    [
        '<img src="https://tracker.example/pixel.gif" width="1" height="1">',
        '<img src="/avatar.jpg" class="author-avatar" width="40" height="40">',
        '<img src="/icons/share-icon.svg">',
        '<img src="/spacer.gif">',
        '<img src="https://ad.doubleclick.net/a.jpg">',
        '<img src="/x.jpg" hidden>',
    ],
)
def test_ornaments_and_counters_are_no_figures(ornament):
    assert figures(ornament) == []


def test_the_same_image_twice_is_one():
    twice = '<img src="/pier.jpg?w=300"><p>And once more, he says, the pier.</p><img src="/pier.jpg?w=900">'
    assert len(figures(twice)) == 1


def test_signs_in_the_cells_of_a_table_stay_in_every_cell():
    row = (
        "<tr><td>{0}</td><td><img src='/yes.png' width='16' alt='yes'></td><td>{0} again</td></tr>"
    )
    table = "<table><tr><th>Lamp</th><th>Lit</th><th>Note</th></tr>" + "".join(
        row.format(f"Lamp {n}") for n in range(5)
    )
    markup = page(STORY + table + "</table>" + STORY)
    found = read_markup(ADDRESS, Original(markup.encode(), "text/html", ADDRESS))
    assert [(f.source_url, f.alt) for f in found.figures] == [(f"{AT}/yes.png", "yes")]
    assert found.body.count('<img data-figure="0">') == 5


def test_the_lead_image_stands_first_though_it_lies_outside_the_story():
    markup = page(STORY, f'<meta property="og:image" content="{AT}/lead.jpg">').replace(
        "<article>",
        '<figure><img src="/lead.jpg" width="900"><figcaption>The lead.</figcaption></figure><article>',
    )
    found = read_markup(ADDRESS, Original(markup.encode(), "text/html", ADDRESS))
    assert [(f.source_url, f.caption) for f in found.figures] == [(f"{AT}/lead.jpg", "The lead.")]
    assert found.body.startswith('<figure data-figure="0">')


@pytest.mark.parametrize(
    "held",
    [
        "<figure><img src='/pier.jpg'><figcaption>Ice on the pier. <span class='credit'>Photo: A. Berg</span></figcaption></figure>",
        "<div class='wp-caption'><img src='/pier.jpg'><p class='wp-caption-text'>Ice on the pier. Photo: A. Berg</p></div>",
        "<div class='image'><img src='/pier.jpg'><div class='caption'>Ice on the pier.</div><div class='credit'>Photo: A. Berg</div></div>",
        "<p><img src='/pier.jpg'></p><p><em>Ice on the pier. (Photo: A. Berg)</em></p>",
        "<table><tr><td><img src='/pier.jpg'></td></tr><tr><td>Ice on the pier. Photo: A. Berg</td></tr></table>",
        "<img src='/pier.jpg' aria-describedby='c1'><div id='c1'>Ice on the pier. Photo: A. Berg</div>",
    ],
)
def test_caption_and_credit_are_found_in_every_usual_form(held):
    found = figures(held)
    assert [(f.caption, f.credit) for f in found] == [("Ice on the pier.", "Photo: A. Berg")]


def test_words_told_to_machines_stand_in_where_the_page_shows_none():
    told = (
        '<script type="application/ld+json">{"@type": "NewsArticle", "image": [{"@type":'
        ' "ImageObject", "url": "https://harbour.example/pier.jpg?w=1200",'
        ' "caption": "Ice on the pier.", "creditText": "A. Berg"}]}</script>'
    )
    found = figures("<img src='/pier.jpg'>", told)
    assert [(f.caption, f.credit) for f in found] == [("Ice on the pier.", "A. Berg")]


@pytest.mark.parametrize(
    ("printed", "caption", "credit"),
    [
        ("The pier. Photo: A. Berg", "The pier.", "Photo: A. Berg"),
        ("The pier (Photo: file)", "The pier", "Photo: file"),
        ("The pier. © Harbour Wire", "The pier.", "© Harbour Wire"),
        ("The pier. Ada Reyes / Courier", "The pier.", "Ada Reyes / Courier"),
        ("Photograph by Ada Reyes", "", "Photograph by Ada Reyes"),
        ("Der Steg im Eis. Foto: A. Berg", "Der Steg im Eis.", "Foto: A. Berg"),
        ("La jetée. Crédit photo : A. Berg", "La jetée.", "Crédit photo : A. Berg"),
        ("El muelle. Crédito: A. Berg", "El muelle.", "Crédito: A. Berg"),
        ("O cais. Imagem: A. Berg", "O cais.", "Imagem: A. Berg"),
        ("Il molo. Fonte: A. Berg", "Il molo.", "Fonte: A. Berg"),
        ("De pier. Beeld: A. Berg", "De pier.", "Beeld: A. Berg"),
        ("Molo zimą. Fot. A. Berg", "Molo zimą.", "Fot. A. Berg"),
        ("Laituri. Kuva: A. Berg", "Laituri.", "Kuva: A. Berg"),
        ("Причал. Фото: А. Берг", "Причал.", "Фото: А. Берг"),
        ("港の桟橋。写真:ベルグ", "港の桟橋。", "写真:ベルグ"),
        ("港口的码头。图片来源:贝格", "港口的码头。", "图片来源:贝格"),
        ("부두. 사진: 베르그", "부두.", "사진: 베르그"),
        ("الرصيف. تصوير: بيرغ", "الرصيف.", "تصوير: بيرغ"),
        ("הרציף. צילום: ברג", "הרציף.", "צילום: ברג"),
        ("The pier, as it was in June", "The pier, as it was in June", ""),
        ("A map: the harbour and its lamps", "A map: the harbour and its lamps", ""),
        ("", "", ""),
    ],
)
def test_credits_are_told_apart_in_many_languages(printed, caption, credit):
    said = split_caption(printed)
    assert (said.caption, said.credit) == (caption, credit)


def test_a_caption_whose_image_a_script_would_bring_is_a_missing_figure():
    found = figures(
        "<figure><div class='js-image'></div><figcaption>Ice on the pier.</figcaption></figure>"
    )
    assert [(f.caption, bool(f.missing)) for f in found] == [("Ice on the pier.", True)]
