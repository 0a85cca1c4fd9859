"""What `pip install .` installs: both packages, and the data beside them."""

import zipfile
from pathlib import Path

from hatchling.builders.wheel import WheelBuilder

ROOT = Path(__file__).parents[2]


def test_the_wheel_holds_every_module_and_every_data_file(tmp_path: Path) -> None:
    (built,) = WheelBuilder(str(ROOT)).build(directory=str(tmp_path))
    with zipfile.ZipFile(built) as wheel:
        inside = set(wheel.namelist())
    wanted = {path for package in ("meshes", "viewer") for path in (ROOT / package).rglob("*.py")}
    wanted |= {path for path in (ROOT / "assets").rglob("*.*") if path.is_file()}
    assert {path.relative_to(ROOT).as_posix() for path in wanted} <= inside
    assert not [name for name in inside if name.startswith(("tests/", "benchmarks/", "tools/"))]
    assert {Path(name).name for name in inside if ".dist-info/licenses/" in name} == {"LICENSE", "OFL.txt"}
