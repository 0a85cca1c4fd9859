import os
import subprocess
import sys

ASK = "import os; from viewer.cli import main; main(['figures']); print(os.environ['OPENBLAS_NUM_THREADS'])"


def told(environment):
    command = [sys.executable, "-c", ASK]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
    return done.stdout.split()[-1]


def test_the_command_line_keeps_linear_algebra_to_one_thread():
    bare = {key: value for key, value in os.environ.items() if key != "OPENBLAS_NUM_THREADS"}
    assert told(bare) == "1"


def test_the_user_s_own_number_of_threads_stands():
    assert told({**os.environ, "OPENBLAS_NUM_THREADS": "3"}) == "3"
