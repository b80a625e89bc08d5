"""`python -m pycompileall` is the program `pycompileall`, for this interpreter."""

from ._binary import become

if __name__ == "__main__":
    become("pycompileall")
