"""The call moment: yellow grows out of the panel over the whole screen, holds the number, and goes back."""

from __future__ import annotations

import time
from collections.abc import Callable

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import QWidget

from ui import paint
from ui.display.moment_face import Scene, draw_moment
from ui.display.motion import Motion, ease_in_out, ease_out
from ui.display.part import Look, Part

WIPE_MS, CONTENT_MS, COLLAPSE_MS = 320, 180, 320
FADED = 0.28
"""How much of the panel's content is left when the yellow has grown."""
SLOW_FRAME_S, SLOW_FRAMES = 0.05, 3


class CallMoment(Part):
    """An opaque cover over the whole hall. `stage`: "closed", "wipe", "content", "open" or "collapse"."""

    def __init__(self, look: Look, parent: QWidget, motion: Motion) -> None:
        super().__init__(look, parent)
        self._motion = motion
        self._share, self._slow = 1.0, 0
        self._behind, self._panel, self._face = QPixmap(), QPixmap(), QPixmap()
        self._from = QRectF()
        self._scene: Scene | None = None
        self._readable: tuple[int, ...] = ()
        self.stage = "closed"
        self.hide()

    @property
    def scene(self) -> Scene | None:
        """What is called now; None while closed."""
        return self._scene if self.stage != "closed" else None

    def open_from(self, origin: QRectF, behind: QPixmap, panel: QPixmap, scene: Scene) -> None:
        """Grow out of the panel at `origin`; `behind` is the hall as it stands, `panel` what stands in the panel."""
        self._behind, self._panel, self._from = behind, panel, origin
        self._set_scene(scene)
        self.show()
        self.raise_()
        first = "content" if self._motion.reduced else "wipe"
        self._motion.stop()
        self._go(first, WIPE_MS, self._content)

    def next_scene(self, scene: Scene) -> None:
        """Show another call without closing in between; its number is there at once."""
        self._panel = QPixmap()
        self._set_scene(scene)
        self._settle()

    def set_scene(self, scene: Scene) -> None:
        """Tell what waits behind the call that is shown."""
        if self.stage != "closed" and scene != self._scene:
            self._set_scene(scene)
            self.update()

    def collapse(self, origin: QRectF, behind: QPixmap, panel: QPixmap) -> None:
        """Go back into the panel."""
        if self.stage in {"closed", "collapse"}:
            return
        self._behind, self._panel, self._from = behind, panel, origin
        self._motion.stop()
        self._go("collapse", COLLAPSE_MS, self.close_now)

    def close_now(self) -> None:
        """Be gone at once, and give the pictures back."""
        self._motion.stop()
        self.stage, self._scene, self.drawn = "closed", None, ()
        self._behind = self._panel = self._face = QPixmap()
        self.hide()

    def pose(self, stage: str, share: float) -> None:
        """Stand still in the middle of a motion (for pictures)."""
        self._motion.stop()
        self.stage, self._share = stage, share
        self.update()

    def refit(self, look: Look) -> None:
        """The window has another size: draw the call anew, without motion."""
        self.look = look
        self.setGeometry(0, 0, look.width, look.height)
        if self._scene is not None:
            self._set_scene(self._scene)
            self._settle()

    def _set_scene(self, scene: Scene) -> None:
        self._scene = scene
        ratio = self.devicePixelRatioF()
        face = QPixmap(round(self.look.width * ratio), round(self.look.height * ratio))
        face.setDevicePixelRatio(ratio)
        with QPainter(face) as painter:
            painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
            self._readable = draw_moment(painter, self.look, scene)
        self._face = face
        self.setAccessibleName(f"{scene.call.number} → {scene.call.plate}")

    def _go(self, stage: str, length: float, then: Callable[[], None]) -> None:
        self.stage, self._share = stage, 0.0
        self._motion.run(length, self._step, then)
        self.update()

    def _step(self, share: float) -> None:
        self._share = share
        self.update()

    def _content(self) -> None:
        if self.stage == "content":
            self._settle()
        else:
            self._go("content", CONTENT_MS, self._settle)

    def _settle(self) -> None:
        self._motion.stop()
        self.stage, self._share = "open", 1.0
        self._behind, self._panel = QPixmap(), QPixmap()
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        began = time.perf_counter()
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            self._draw(painter)
        self._slow = self._slow + 1 if time.perf_counter() - began > SLOW_FRAME_S else 0
        if self._slow >= SLOW_FRAMES:
            self._motion.slow = True

    def _draw(self, painter: QPainter) -> None:
        self.drawn = self._readable if self.stage == "open" else ()
        if self.stage == "open":
            painter.drawPixmap(0, 0, self._face)
        elif self.stage == "wipe":
            self._draw_wipe(painter)
        elif self.stage == "content":
            self._draw_content(painter)
        elif self.stage == "collapse":
            self._draw_collapse(painter)

    def _grown(self, share: float) -> QRectF:
        """Give the yellow rectangle: the panel at 0, the whole screen at 1."""
        full = QRectF(self.rect())
        one, other = self._from, full
        return QRectF(
            one.x() + (other.x() - one.x()) * share, one.y() + (other.y() - one.y()) * share,
            one.width() + (other.width() - one.width()) * share, one.height() + (other.height() - one.height()) * share,
        )  # fmt: skip

    def _draw_yellow(self, painter: QPainter, share: float) -> QRectF:
        painter.drawPixmap(0, 0, self._behind)
        yellow = self._grown(share)
        paint.rounded(painter, yellow, self.look.px(28) * (1 - share), self.look.color("call"))
        return yellow

    def _draw_wipe(self, painter: QPainter) -> None:
        share = ease_out(self._share)
        self._draw_yellow(painter, share)
        painter.setOpacity(1 - (1 - FADED) * share)
        painter.drawPixmap(self._from.topLeft(), self._panel)

    def _draw_content(self, painter: QPainter) -> None:
        if self._motion.reduced:
            painter.drawPixmap(0, 0, self._behind)
        else:
            painter.fillRect(self.rect(), self.look.color("call"))
            painter.setOpacity(FADED * (1 - self._share))
            painter.drawPixmap(self._from.topLeft(), self._panel)
        painter.setOpacity(self._share)
        painter.drawPixmap(0, 0, self._face)

    def _draw_collapse(self, painter: QPainter) -> None:
        if self._motion.reduced:
            painter.drawPixmap(0, 0, self._behind)
            painter.setOpacity(1 - self._share)
            painter.drawPixmap(0, 0, self._face)
            return
        share = ease_in_out(self._share)
        yellow = self._draw_yellow(painter, 1 - share)
        fading = 1 - self._share * 2.5
        if fading > 0:
            painter.save()
            painter.setClipRect(yellow, Qt.ClipOperation.IntersectClip)
            painter.setOpacity(fading)
            painter.drawPixmap(0, 0, self._face)
            painter.restore()
        painter.setOpacity(share)
        painter.drawPixmap(self._from.topLeft(), self._panel)
