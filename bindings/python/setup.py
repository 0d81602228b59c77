"""Puts the native library into the wheel, and says in its name for which platform it is.

The library is built with cargo from the repository that this folder stands in; where the environment variable
WAARBORG_LIBRARY names a file, that file is taken, and no Rust is needed.
"""

import os
import pathlib
import platform
import shutil
import subprocess

from setuptools import setup
from setuptools.command.bdist_wheel import bdist_wheel
from setuptools.command.build_py import build_py
from setuptools.dist import Distribution

HERE = pathlib.Path(__file__).resolve().parent
NAMES = {"Darwin": "libwaarborg.dylib", "Windows": "waarborg.dll"}
NAME = NAMES.get(platform.system(), "libwaarborg.so")


def library() -> pathlib.Path:
    """The file of the native library, built if none is given."""
    given = os.environ.get("WAARBORG_LIBRARY")
    if given:
        found = pathlib.Path(given).resolve()
        if not found.is_file():
            raise SystemExit(f"WAARBORG_LIBRARY names no file: {found}")
        return found
    root = HERE.parent.parent
    if not (root / "Cargo.toml").is_file():
        raise SystemExit(
            "there is no Rust source beside this package: set WAARBORG_LIBRARY to a file of the native library"
        )
    if shutil.which("cargo") is None:
        raise SystemExit(
            "cargo is not installed: install Rust, or set WAARBORG_LIBRARY to a file of the native library"
        )
    subprocess.run(["cargo", "build", "--release", "--lib", "--features", "capi"], cwd=root, check=True)
    return pathlib.Path(root, os.environ.get("CARGO_TARGET_DIR", "target"), "release", NAME)


class BuildWithLibrary(build_py):
    """The modules, and beside them the native library."""

    def run(self) -> None:
        super().run()
        if self.editable_mode:
            return
        folder = pathlib.Path(self.build_lib, "waarborg", "_library")
        folder.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(library(), folder / NAME)
        strip = shutil.which("strip")
        if strip is not None and os.name == "posix":
            # Line tables are for who works on the library, and nine tenths of the file.
            subprocess.run([strip, "-S", folder / NAME], check=True)


class WheelOfPlatform(bdist_wheel):
    """For any Python 3 of this platform: ctypes needs no ABI of Python's."""

    def get_tag(self) -> "tuple[str, str, str]":
        return "py3", "none", super().get_tag()[2]


class Native(Distribution):
    """Not the same on every platform."""

    def has_ext_modules(self) -> bool:
        return True


setup(distclass=Native, cmdclass={"build_py": BuildWithLibrary, "bdist_wheel": WheelOfPlatform})
