"""Where multiprocessing puts the sockets of its fork server and managers."""
import tempfile

from .same_names import late, pythons_own


def keep_sockets_in(folder):
    """
    From now on they are in this folder, which goes with the run, also when all of it is killed; those of
    processes that are started from here, too. Else each would leave a folder `pymp-...` behind.
    """
    util = late('multiprocessing.util')
    before, tempfile.tempdir = tempfile.tempdir, folder
    try:
        with pythons_own():
            util.get_temp_dir()
    finally:
        tempfile.tempdir = before

