"""Pictures as they are shipped: no larger than shown, nothing of the camera, never a broken package."""

from __future__ import annotations

import io
import struct
import zlib
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest
from PIL import Image, ImageCms, ImageDraw, ImageFilter

from coursegen.content import pictures
from coursegen.content.media import MediaPool
from coursegen.content.pictures import PictureError, picture_fault, prepared, shipped_picture
from coursegen.content.svg import NotADrawing, clean_svg, drawing_size
from coursegen.media_findings import media_findings, with_shipped_weights
from methodology.course import Course, MediaFile
from methodology.findings import Where
from methodology.reading.wholeness import is_broken


@pytest.fixture(autouse=True)
def _own_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COURSEGEN_CACHE", str(tmp_path / "cache"))


def photo(width: int, height: int) -> Image.Image:
    """Something like a photograph."""
    noise = Image.effect_noise((width // 4, height // 4), 60).convert("RGB").resize((width, height))
    return noise.filter(ImageFilter.GaussianBlur(2))


def drawing(width: int = 640, height: int = 400) -> Image.Image:
    """Something like a diagram: a few colours, sharp edges, the left half darker."""
    image = Image.new("RGB", (width, height), "white")
    draw = ImageDraw.Draw(image)
    draw.rectangle((10, 10, width // 2, height - 10), fill=(0, 50, 160))
    draw.ellipse((width // 2, 20, width - 20, height - 20), outline=(200, 80, 0), width=4)
    return image


def saved(image: Image.Image, kind: str, **options: object) -> bytes:
    out = io.BytesIO()
    image.save(out, kind, **options)
    return out.getvalue()


def opened(data: bytes) -> Image.Image:
    image = Image.open(io.BytesIO(data))
    image.load()
    return image


@cache
def taken_by_a_phone() -> bytes:
    """A photograph held upright: turned by its tag, with its place, its device and a comment."""
    exif = Image.Exif()
    exif[0x010F], exif[0x0112] = "SecretCam", 6
    exif.get_ifd(0x8825)[2] = (48.0, 51.0, 24.0)
    return saved(photo(2400, 1600), "JPEG", quality=95, exif=exif, comment=b"chez Prisca")


def test_a_photograph_is_scaled_turned_and_told_apart_from_its_camera() -> None:
    source = taken_by_a_phone()
    made = prepared(source)
    assert (made.suffix, made.width, made.height) == ("jpg", 1600, 2400)
    assert opened(made.data).size == (1600, 2400)
    assert not opened(made.data).getexif()
    assert b"SecretCam" in source and b"SecretCam" not in made.data and b"Prisca" not in made.data
    assert len(made.data) < len(source) / 2
    assert opened(made.webp).size == (1600, 2400)
    assert len(made.webp) <= 0.85 * len(made.data)


def test_a_small_photograph_loses_its_place_even_where_it_can_t_weigh_less() -> None:
    exif = Image.Exif()
    exif.get_ifd(0x8825)[2] = (48.0, 51.0, 24.0)
    exif[0x010F] = "SecretCam"
    source = saved(photo(300, 200), "JPEG", quality=40, exif=exif, comment=b"chez Prisca")
    made = prepared(source)
    assert b"SecretCam" not in made.data and b"Prisca" not in made.data
    assert len(made.data) < len(source)
    assert opened(made.data).tobytes() == opened(source).tobytes(), "the pixels are those of its author"


def test_a_diagram_keeps_every_pixel_and_weighs_less() -> None:
    source = saved(drawing(), "PNG", compress_level=1)
    made = prepared(source)
    assert made.suffix == "png" and len(made.data) < len(source)
    assert opened(made.data).convert("RGB").tobytes() == drawing().tobytes()


def test_what_shows_through_still_does() -> None:
    image = drawing().convert("RGBA")
    image.putalpha(Image.linear_gradient("L").resize(image.size))
    for source in (saved(image, "PNG"), saved(image.quantize(64), "PNG"), saved(image, "WEBP", lossless=True)):
        made = opened(prepared(source).data).convert("RGBA")
        alphas = made.getchannel("A").tobytes()
        assert min(alphas) < 20 and max(alphas) > 235


def test_colours_of_another_profile_are_shown_as_they_were_seen() -> None:
    """A profile that swaps nothing but says another name: the values stay near, the profile goes."""
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("LAB")).tobytes()
    made = prepared(saved(drawing(), "PNG", icc_profile=profile))
    assert "icc_profile" not in opened(made.data).info


ODD = {
    "cmyk": saved(photo(400, 300).convert("CMYK"), "JPEG"),
    "grey": saved(photo(400, 300).convert("L"), "JPEG"),
    "one bit": saved(drawing().convert("1"), "PNG"),
    "sixteen bits": saved(Image.linear_gradient("L").convert("I").point(lambda v: v * 257).convert("I;16"), "PNG"),
    "palette": saved(drawing().quantize(16), "PNG"),
    "interlaced": saved(drawing(), "PNG", interlace=1),
    "bmp": saved(drawing(), "BMP"),
    "tiff": saved(drawing(), "TIFF"),
    "tiff photo": saved(photo(400, 300), "TIFF"),
    "avif": saved(photo(400, 300), "AVIF"),
    "webp": saved(photo(400, 300), "WEBP"),
    "still gif": saved(drawing().quantize(16), "GIF", comment=b"chez Prisca"),
    "one pixel": saved(Image.new("RGB", (1, 1)), "PNG"),
    "a line": saved(Image.new("RGB", (9000, 1), "red"), "PNG"),
}


@pytest.mark.parametrize("name", ODD)
def test_an_unusual_picture_becomes_one_that_every_browser_shows(name: str) -> None:
    made = prepared(ODD[name])
    image = opened(made.data)
    assert image.format in ("JPEG", "PNG", "WEBP") and image.mode in ("1", "L", "P", "RGB", "RGBA")
    assert image.size == (made.width, made.height) and made.width <= pictures.MAX_WIDTH
    assert b"Prisca" not in made.data


def test_sixteen_bits_keep_their_greys() -> None:
    assert opened(prepared(ODD["sixteen bits"]).data).getextrema() == (0, 255)


def test_an_animation_stays_as_it_is() -> None:
    frames = [drawing(60, 40), drawing(60, 40).rotate(90)]
    source = saved(frames[0], "GIF", save_all=True, append_images=frames[1:])
    assert prepared(source).data == source


def test_the_same_picture_gives_the_same_bytes() -> None:
    source = saved(photo(1800, 1200), "JPEG", quality=90)
    assert prepared(source) == prepared(source)


def _png(width: int, height: int, *extra: bytes) -> bytes:
    def chunk(name: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))

    head = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))
    texts = (chunk(b"zTXt", b"a\0\0" + one) for one in extra)
    return (
        b"\x89PNG\r\n\x1a\n" + head + b"".join(texts) + chunk(b"IDAT", zlib.compress(b"\0" * 64)) + chunk(b"IEND", b"")
    )


HOSTILE = {
    "empty": b"",
    "text": b"<script>alert(1)</script>",
    "heic": b"\0\0\0\x18ftypheic" + b"\0" * 64,
    "cut jpeg": saved(photo(800, 600), "JPEG")[:4000],
    "cut png": saved(drawing(), "PNG")[:400],
    "a bomb": _png(60_000, 60_000),
    "a smaller bomb": _png(9_000, 9_000),
    "too little inside": _png(500, 500),
    "a bomb in a remark": _png(4, 4, zlib.compress(b"\0" * 90_000_000)),
    "postscript": b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 10 10\nquit\n",
    "wrong header": b"\x89PNG\r\n\x1a\n" + b"\xff" * 64,
    "wrong jpeg": b"\xff\xd8\xff\xe1\xff\xff" + b"\0" * 40,
    "tiff of nothing": b"II*\0\x08\0\0\0\xff\xff" + b"\xff" * 40,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_what_can_t_be_shown_is_said_with_a_remedy(name: str, tmp_path: Path, course: Course) -> None:
    path = tmp_path / "plan.png"
    path.write_bytes(HOSTILE[name])
    fault = picture_fault(str(path))
    assert fault and fault.reason and fault.remedy.endswith(".")
    media = MediaFile(name="plan.png", path=str(path), bytes=len(HOSTILE[name]), where=Where("medias/plan.png"))
    held = replace(course, media=(media,))
    said = [found.where.file for found in media_findings(held)]
    assert said == ([] if is_broken(path) else ["medias/plan.png"]), "what is cut, PLA-10 says"
    pool = MediaPool(held)
    pool.take("medias/plan.png")  # a draft: its place stays empty, the package is whole
    assert [file.name for file in pool.files] == ["plan.png"]


def test_a_picture_of_forty_megabytes_is_refused_beyond_the_limit(tmp_path: Path) -> None:
    path = tmp_path / "scan.bmp"
    with path.open("wb") as stream:
        stream.truncate(pictures.MAX_BYTES + 1)
    with pytest.raises(PictureError, match="démesurée"):
        shipped_picture(str(path))


def test_a_wrong_suffix_is_put_right(tmp_path: Path, course: Course) -> None:
    path = tmp_path / "plan.jpg"
    path.write_bytes(saved(drawing(), "PNG"))
    pool = MediaPool(replace(course, media=(MediaFile(name="plan.jpg", path=str(path)),)))
    assert pool.take("medias/plan.jpg") == "plan.png"
    assert (pool.files[0].mime, pool.size("plan.png")) == ("image/png", (640, 400))


def test_two_pictures_that_would_meet_in_one_name_stay_two(tmp_path: Path, course: Course) -> None:
    media = []
    for name, kind in (("plan.png", "PNG"), ("plan.bmp", "BMP")):
        path = tmp_path / name
        path.write_bytes(saved(drawing(100 if kind == "BMP" else 200), kind))
        media.append(MediaFile(name=name, path=str(path)))
    pool = MediaPool(replace(course, media=tuple(media)))
    assert len({pool.take("medias/plan.bmp"), pool.take("medias/plan.png")}) == 2
    assert sorted(pool.size(file.name)[0] for file in pool.files) == [100, 200]


def test_an_unchanged_picture_is_not_worked_out_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "photo.jpg"
    path.write_bytes(taken_by_a_phone())
    first = shipped_picture(str(path))
    pictures._shipped_once.cache_clear()
    monkeypatch.setattr(pictures, "prepared", lambda *_args, **_more: pytest.fail("decoded again"))
    assert shipped_picture(str(path)) == first


def test_a_damaged_cache_costs_time_and_nothing_else(tmp_path: Path) -> None:
    path = tmp_path / "photo.jpg"
    path.write_bytes(saved(photo(600, 400), "JPEG"))
    first = shipped_picture(str(path))
    (entry,) = (tmp_path / "cache").iterdir()
    entry.write_bytes(entry.read_bytes()[:-10] + b"0123456789")
    pictures._shipped_once.cache_clear()
    assert shipped_picture(str(path)) == first


def test_weights_are_judged_as_shipped(tmp_path: Path, course: Course) -> None:
    path = tmp_path / "photo.jpg"
    path.write_bytes(taken_by_a_phone())
    size = path.stat().st_size
    (media,) = with_shipped_weights(
        replace(course, media=(MediaFile(name="photo.jpg", path=str(path), bytes=size),))
    ).media
    assert 0 < media.weight < size / 2


@pytest.mark.parametrize(
    ("name", "content", "rules"),
    [
        ("jeu.js", b"alert(1)", ["MED-03"]),
        ("setup.exe", b"MZ", ["MED-03"]),
        ("fiche.xml", b'<html xmlns="http://www.w3.org/1999/xhtml"><script/></html>', ["MED-03"]),
        ("banque.xml", b"<quiz></quiz>", []),
        ("fiche.html", b"<p onclick='x()'>Texte</p>", ["MED-02"]),
        ("fiche.html", b"<p>Texte</p>", []),
        ("guide.pdf", b"%PDF-1.4", []),
        ("plan.svg", b"<svg", []),  # PLA-10 says it
    ],
)
def test_files_that_could_act_are_said(
    name: str, content: bytes, rules: list[str], tmp_path: Path, course: Course
) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    media = MediaFile(name=name, path=str(path), bytes=len(content), where=Where(f"medias/{name}"))
    assert [found.rule for found in media_findings(replace(course, media=(media,)))] == rules


SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 40 30"{}>{}</svg>'
)


@pytest.mark.parametrize(
    ("attributes", "inside"),
    [
        ("", "<script>alert(1)</script>"),
        (' onload="alert(1)"', ""),
        ("", '<a xlink:href="javascript:alert(1)"><text>x</text></a>'),
        ("", '<image href="https://x.org/a.png"/>'),
        ("", '<use href="https://x.org/a.svg#b"/>'),
        ("", '<rect style="fill:url(https://x.org/a.svg#g)"/>'),
        ("", '<rect style="fill:\\75rl(https://x.org/a)"/>'),
        ("", "<rect style=\"fill:image-set('https://x.org/a' 1x)\"/>"),
        ("", "<style>@im/**/port url(https://x.org/a.css);</style>"),
        (
            "",
            '<html:meta xmlns:html="http://www.w3.org/1999/xhtml" http-equiv="refresh" content="0;url=https://x.org"/>',
        ),
        (
            "",
            '<foreignObject><body xmlns="http://www.w3.org/1999/xhtml"><script>alert(1)</script></body></foreignObject>',
        ),
        ("", '<animate attributeName="href" values="javascript:alert(1)"/>'),
        ("", '<set attributeName="onclick" to="alert(1)"/>'),
        ("", '<handler type="text/javascript">alert(1)</handler>'),
    ],
)
def test_a_drawing_neither_acts_nor_reaches_out(attributes: str, inside: str) -> None:
    clean = clean_svg(SVG.format(attributes, inside + '<rect width="5" height="5"/>').encode()).decode()
    assert "alert" not in clean and "x.org" not in clean
    assert "<rect" in clean
    assert drawing_size(clean.encode()) == (40, 30)


def test_what_only_the_drawing_program_reads_is_left_out() -> None:
    noisy = SVG.format(
        ' xmlns:inkscape="http://www.inkscape.org/namespaces/inkscape" inkscape:version="1.3"',
        "<metadata><author>Prisca</author></metadata><inkscape:view/><text>Oui</text>",
    )
    clean = clean_svg(noisy.encode()).decode()
    assert "Prisca" not in clean and "inkscape" not in clean and "Oui" in clean


@pytest.mark.parametrize("data", [b"", b"<svg", b"<html/>", b"\xff\xfe", b"<svg>&x;</svg", b"plain"])
def test_what_is_no_drawing_is_said(data: bytes) -> None:
    with pytest.raises(NotADrawing):
        clean_svg(data)
