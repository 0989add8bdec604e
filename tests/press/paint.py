"""Paints the pictures of the sample pages: skies, hills and water out of a seed, nobody's photos.

Run from the checkout: ``python tests/press/paint.py``.
"""

from __future__ import annotations

import math
import random
from pathlib import Path

from PIL import Image, ImageDraw, ImageFilter

TARGET = Path(__file__).parents[2] / "resources" / "sample" / "pictures"
Colour = tuple[int, int, int]
SCENES: dict[str, tuple[int, tuple[Colour, Colour, Colour], bool]] = {
    "lamp.jpg": (1, ((118, 146, 168), (226, 198, 158), (70, 62, 58)), True),
    "log.webp": (2, ((52, 78, 120), (140, 168, 206), (28, 38, 58)), True),
    "ferry.jpg": (3, ((128, 168, 140), (230, 222, 176), (52, 84, 70)), True),
    "lens.png": (4, ((176, 108, 78), (238, 208, 162), (92, 52, 44)), False),
    "tower.jpg": (5, ((74, 70, 88), (158, 146, 170), (40, 36, 48)), False),
    "tide.jpg": (6, ((160, 192, 176), (228, 228, 208), (92, 124, 116)), True),
    "market.webp": (7, ((210, 160, 92), (246, 226, 176), (124, 66, 48)), False),
    "bay.jpg": (8, ((86, 142, 178), (214, 230, 234), (34, 78, 96)), True),
    "snow.jpg": (9, ((164, 178, 196), (240, 242, 246), (96, 108, 128)), False),
    "dusk.jpg": (10, ((94, 62, 96), (240, 158, 112), (44, 30, 52)), True),
}


def blend(one: Colour, other: Colour, share: float) -> Colour:
    r, g, b = (round(x + (y - x) * share) for x, y in zip(one, other, strict=True))
    return r, g, b


def paint(seed: int, colours: tuple[Colour, Colour, Colour], water: bool) -> Image.Image:
    chance = random.Random(seed)
    high, low, dark = colours
    size = (1200, 750)
    image = Image.new("RGB", size)
    draw = ImageDraw.Draw(image)
    for y in range(size[1]):
        draw.line((0, y, size[0], y), fill=blend(high, low, min(y / 480, 1)))
    x, y, r = chance.randint(200, 1000), chance.randint(120, 300), chance.randint(36, 70)
    draw.ellipse((x - r, y - r, x + r, y + r), fill=blend(low, (255, 255, 255), 0.6))
    image = image.filter(ImageFilter.GaussianBlur(2))
    draw = ImageDraw.Draw(image)
    for layer in range(4):
        base, wave, phase = 400 + layer * 78, chance.uniform(20, 60), chance.uniform(0, 6)
        hills = [
            (x, base + wave * math.sin(x / 190 + phase) + wave / 2 * math.sin(x / 71 + 2 * phase))
            for x in range(0, size[0] + 10, 10)
        ]
        draw.polygon(
            [*hills, (size[0], size[1]), (0, size[1])], fill=blend(low, dark, (layer + 1) / 4)
        )
    if water:
        for _ in range(160):
            x, y = chance.randint(0, 1200), chance.randint(660, 749)
            draw.line(
                (x, y, x + chance.randint(20, 120), y),
                fill=blend(high, low, chance.random()),
                width=2,
            )
    return image


def main() -> None:
    TARGET.mkdir(parents=True, exist_ok=True)
    for name, (seed, colours, water) in SCENES.items():
        image = paint(seed, colours, water)
        image = image.quantize(64) if name.endswith("png") else image
        image.save(TARGET / name, quality=78, optimize=True)


if __name__ == "__main__":
    main()
