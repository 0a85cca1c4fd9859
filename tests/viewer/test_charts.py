import subprocess
import sys

DEFERRED = """
import sys
from viewer.charts import defer_charts
defer_charts()
import pyvista as pv
pv.Plotter
"""

USED = """
import matplotlib.pyplot as plt
from pyvista.plotting.charts import FigureCanvasAgg
from pyvista.plotting.colors import get_cycler
canvas = FigureCanvasAgg(plt.figure(figsize=(2, 1), dpi=50))
canvas.draw()
print(type(canvas).__module__, *canvas.get_width_height(), len(list(get_cycler('matplotlib'))) > 5)
"""

LOADED_BEFORE = """
import sys
import matplotlib.pyplot as plt
from viewer.charts import defer_charts
defer_charts()
print(sys.modules['matplotlib.pyplot'] is plt)
"""

COMMAND = """
import sys
from viewer.cli import main
main(['figures'])
print(type(sys.modules['matplotlib.pyplot']).__name__)
"""


def told(code):
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return done.stdout.split()


def test_pyvista_is_loaded_without_the_figures_of_its_charts():
    loaded = "print('matplotlib' in sys.modules, 'matplotlib.figure' in sys.modules)"
    assert told(DEFERRED + loaded) == ["True", "False"]


def test_figures_are_there_once_they_are_used():
    assert told(DEFERRED + USED) == ["matplotlib.backends.backend_agg", "100", "50", "True"]


def test_figures_loaded_before_stay():
    assert told(LOADED_BEFORE) == ["True"]


def test_the_command_line_defers_them():
    assert told(COMMAND)[-1] == "_Deferred"
