"""Where a window's pictures and movies are asked for."""

from __future__ import annotations

from collections.abc import Callable

from PyQt6.QtWidgets import QWidget

from viewer.model.scene import Scene
from viewer.qt.interface import Interface
from viewer.qt.pictures.copying import Copying
from viewer.qt.pictures.movie_dialog import MovieDialog
from viewer.qt.pictures.movie_form import MovieForm
from viewer.qt.pictures.picture_form import PictureForm
from viewer.qt.pictures.pictures import Pictures
from viewer.qt.pictures.screenshot_dialog import ScreenshotDialog
from viewer.qt.view.viewport import Viewport
from viewer.qt.widgets.message_bar import MessageBar


class Studio:
    """Opens the dialogs of pictures and movies, and copies the view.

    Parameters
    ----------
    scene, viewport
        What is shown, and where.
    pictures
        Takes what is asked for.
    interface
        Says whether the window is dark.
    messages, tell
        Where faults go, and short sentences.
    is_built
        Whether everything shown is built.
    window
        What the dialogs belong to.
    """

    def __init__(
        self,
        scene: Scene,
        viewport: Viewport,
        pictures: Pictures,
        interface: Interface,
        messages: MessageBar,
        tell: Callable[[str], None],
        is_built: Callable[[], bool],
        window: QWidget,
    ) -> None:
        self._scene, self._viewport, self._pictures = scene, viewport, pictures
        self._interface, self._messages, self._tell = interface, messages, tell
        self._is_built, self._window = is_built, window
        self.copying = Copying()
        self.caption = ""
        """What the last figure that was chosen says of itself."""

    def ask_picture(self) -> None:
        """Ask for size and form of a picture, and save or copy it."""
        state, pictures = self._scene.state, self._pictures
        ScreenshotDialog(
            PictureForm(
                self._viewport.device_size(),
                state.overlays,
                state.viewpoint.is_parallel,
                self._scene.palette.paper,
                self.caption,
            ),
            pictures.composing,
            self._tell,
            self._messages.tell_fault,
            self._window,
            pictures.session,
            warn=self._messages.tell,
        ).open()

    def ask_movie(self) -> None:
        """Ask for motion, length and size of a movie, and film it."""
        if not self._is_built():
            self._tell("A movie is made once everything shown is built.")
            return
        state, fault = self._scene.state, self._messages.tell_fault
        form = MovieForm(state.overlays, state.section, self._scene.palette.paper)
        MovieDialog(
            form, self._pictures.film, self._pictures.sounding, self._tell, fault, self._window
        ).show()

    def copy(self) -> None:
        """Copy what the view shows to the clipboard, while the window answers."""
        spec = self._pictures.of_view(self._interface.is_dark)
        try:
            made = self.copying.copy(self._pictures.composing(spec))
        except (RuntimeError, MemoryError, ValueError) as fault:
            self._messages.tell_fault("The picture was not copied", fault)
            return
        if made is None:
            self._tell("The clipboard is as it was.")
            return
        self._tell("The picture is in the clipboard.")
        if made.apology:
            self._messages.tell(made.apology)

    def close(self) -> None:
        """Give up the movies being filmed and the picture being copied."""
        self.copying.stop()
        for movie in self._window.findChildren(MovieDialog):
            movie.close()
