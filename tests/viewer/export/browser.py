"""A headless Chromium that tests click in, through its debugging pipe; no driver package is needed."""

from __future__ import annotations

import base64
import fcntl
import io
import itertools
import json
import os
import select
import shutil
import subprocess
import sys
import time
from pathlib import Path
from types import TracebackType
from typing import Any

import numpy as np
from PIL import Image

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
SIZE = (900, 640)
_PATIENCE_S = 60.0
_START = "import os, sys; a = sys.argv; os.dup2(int(a[1]), 3); os.dup2(int(a[2]), 4); os.execv(a[3], a[3:])"
"""The browser speaks through the descriptors 3 and 4, whatever numbers the pipes have here."""


def browser_path() -> str | None:
    """The Chromium or Chrome of this machine, or ``None``."""
    return next((found for found in map(shutil.which, NAMES) if found), None)


class Browser:
    """One page in a Chromium that draws WebGL by software and has no network."""

    def __init__(self, path: str, folder: Path) -> None:
        to_read, self._to_write = os.pipe()
        self._to_read, to_write = os.pipe()
        words = [
            path, "--headless=new", "--no-sandbox", "--use-angle=swiftshader", "--enable-unsafe-swiftshader",
            "--disable-gpu-sandbox", "--disable-dev-shm-usage", "--hide-scrollbars", "--no-first-run",
            "--host-resolver-rules=MAP * ~NOTFOUND", f"--window-size={SIZE[0]},{SIZE[1]}",
            f"--user-data-dir={folder}", "--remote-debugging-pipe", "about:blank",
        ]  # fmt: skip
        to_read, to_write = _high(to_read), _high(to_write)
        self._process = subprocess.Popen(
            [sys.executable, "-c", _START, str(to_read), str(to_write), *words],
            pass_fds=(to_read, to_write),
            stderr=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
        )
        os.close(to_read)
        os.close(to_write)
        self._numbers, self._left = itertools.count(1), b""
        self._session: str | None = None
        self.complaints: list[str] = []
        self.asked: list[str] = []
        targets = self.send("Target.getTargets")["targetInfos"]
        page = next(each["targetId"] for each in targets if each["type"] == "page")
        self._session = self.send("Target.attachToTarget", targetId=page, flatten=True)["sessionId"]
        for domain in ("Page", "Runtime", "Network", "Log"):
            self.send(f"{domain}.enable")

    def open(self, url: str) -> None:
        """Go to a page and wait until its first picture is drawn."""
        self.send("Page.navigate", url="about:blank")
        self.send("Page.navigate", url=url)
        self.wait("document.documentElement.dataset.drawn !== undefined")

    def wait(self, condition: str) -> None:
        """Wait until an expression is true."""
        until = time.monotonic() + _PATIENCE_S
        while not self.tell(condition):
            assert time.monotonic() < until, f"never {condition}; the page said {self.complaints}"
            time.sleep(0.05)

    def tell(self, expression: str) -> Any:
        """The value of an expression in the page."""
        done = self.send("Runtime.evaluate", expression=expression, returnByValue=True)
        return done["result"].get("value")

    def click(self, x: float, y: float) -> None:
        """Press and release the left button."""
        self.drag((x, y), (x, y))

    def drag(self, start: tuple[float, float], end: tuple[float, float]) -> None:
        """Pull with the left button."""
        for kind, (x, y), buttons in (
            ("mouseMoved", start, 0),
            ("mousePressed", start, 1),
            ("mouseMoved", end, 1),
            ("mouseReleased", end, 0),
        ):
            self.send(
                "Input.dispatchMouseEvent", type=kind, x=x, y=y, buttons=buttons, clickCount=1,
                button="none" if kind == "mouseMoved" and not buttons else "left",
            )  # fmt: skip

    def click_on(self, selector: str) -> None:
        """Click in the middle of an element."""
        box = f"document.querySelector({json.dumps(selector)}).getBoundingClientRect()"
        self.click(*self.tell(f"[{box}.x + {box}.width / 2, {box}.y + {box}.height / 2]"))

    def picture(self) -> np.ndarray:
        """What it shows, (height, width, 3), at rest."""
        self.tell("new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")
        data = self.send("Page.captureScreenshot", format="png")["data"]
        with Image.open(io.BytesIO(base64.b64decode(data))) as image:
            return np.asarray(image.convert("RGB"))

    def send(self, method: str, **params: Any) -> dict[str, Any]:
        """What the browser answers to a command; notes down what it asks for and complains of meanwhile."""
        number = next(self._numbers)
        message: dict[str, Any] = {"id": number, "method": method, "params": params}
        if self._session:
            message["sessionId"] = self._session
        os.write(self._to_write, json.dumps(message).encode() + b"\0")
        while (answer := self._next()).get("id") != number:
            self._note(answer)
        assert "error" not in answer, answer
        return answer["result"]

    def _next(self) -> dict[str, Any]:
        while b"\0" not in self._left:
            ready, _, _ = select.select([self._to_read], [], [], _PATIENCE_S)
            received = os.read(self._to_read, 1 << 20) if ready else b""
            assert received, "the browser does not answer"
            self._left += received
        message, _, self._left = self._left.partition(b"\0")
        return json.loads(message)

    def _note(self, event: dict[str, Any]) -> None:
        params = event.get("params", {})
        if event.get("method") == "Network.requestWillBeSent":
            self.asked.append(params["request"]["url"])
        elif event.get("method") in ("Runtime.exceptionThrown", "Log.entryAdded"):
            self.complaints.append(json.dumps(params))

    def __enter__(self) -> Browser:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._process.terminate()
        self._process.wait(20)
        os.close(self._to_read)
        os.close(self._to_write)


def _high(descriptor: int) -> int:
    """The same pipe under a number that is not 3 or 4."""
    moved = fcntl.fcntl(descriptor, fcntl.F_DUPFD, 10)
    os.close(descriptor)
    return moved
