"""Loops as machine code, kept on disk and loaded without the compiler.

Numba compiles a loop once for each choice of argument types; llvmlite, which takes a tenth of Numba's time to import, loads what is
kept. Arrays are handed over as bare pointers, so a loop must neither ask for a length, nor count from the end, nor raise.
"""

import ctypes
import hashlib
import inspect
import os
import platform
import re
import sys
import tempfile
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import numpy as np

Loop = Callable[..., Any]
_BESIDE_THE_SOURCE = Path(__file__).parent / "__pycache__"


class Compiler:
    """Makes loops callable. `helpers`: the functions that they call, before those that call them."""

    def __init__(self, helpers: Iterable[Loop]) -> None:
        """Raises ModuleNotFoundError without llvmlite."""
        from llvmlite import __version__, binding

        self._llvm, self._version, self._helpers = binding, __version__, tuple(helpers)
        binding.initialize_native_target()
        binding.initialize_native_asmprinter()
        self._processor = binding.get_host_cpu_name(), binding.get_host_cpu_features().flatten()
        self._machine = binding.Target.from_default_triple().create_target_machine(
            *self._processor, opt=3, codemodel="jitdefault", jit=True
        )
        self._one_at_a_time = threading.Lock()
        self._loaded = binding.create_mcjit_compiler(binding.parse_assembly(""), self._machine)

    def loop(self, source: Loop) -> Callable[..., int]:
        """The loop for whole numbers and arrays in one piece; a loop that returns nothing returns 0."""
        made: dict[str, Callable[..., int]] = {}

        def run(*arguments: Any) -> int:
            types, plain, result = "", [], ctypes.c_int64()
            for part in arguments:
                if isinstance(part, np.ndarray):
                    if not part.flags.c_contiguous:
                        raise ValueError("an array in pieces")
                    types += part.dtype.char
                    plain.append(part.__array_interface__["data"][0])
                else:
                    types += "_"
                    plain.append(int(part))
            if types not in made:
                with self._one_at_a_time:
                    made[types] = self._load(source, types)
            if made[types](ctypes.byref(result), ctypes.byref(ctypes.c_void_p()), *plain):
                raise RuntimeError(f"the compiled loop {source.__name__} failed")
            return result.value

        return run

    def has_kept(self, source: Loop) -> bool:
        """Whether the loop was compiled before, for arguments of some types."""
        return any(True for folder in _folders() for _ in folder.glob(f"{self._file_name(source)}*.o"))

    def _load(self, source: Loop, types: str) -> Callable[..., int]:
        """Numba's own convention: (place of the result, place of an exception, arguments) -> 0 where all went well."""
        name = f"{source.__name__}_{types}"
        file = f"{self._file_name(source)}{hashlib.sha256(types.encode()).hexdigest()[:16]}.o"
        code = _kept(file)
        if code is None:
            code = self._compiled(source, types, name)
            _keep(file, code)
        self._loaded.add_object_file(self._llvm.ObjectFileRef.from_data(code))
        self._loaded.finalize_object()
        plain = (ctypes.c_int64 if kind == "_" else ctypes.c_void_p for kind in types)
        prototype = ctypes.CFUNCTYPE(ctypes.c_int32, ctypes.c_void_p, ctypes.c_void_p, *plain)
        return prototype(self._loaded.get_function_address(name))

    def _compiled(self, source: Loop, types: str, name: str) -> bytes:
        from numba import from_dtype, int64, njit
        from numba import types as kinds
        from numba.extending import register_jitable

        for helper in self._helpers:
            register_jitable(helper)
        pointer: Callable[[Any], Any] = kinds.CPointer
        signature = tuple(int64 if kind == "_" else pointer(from_dtype(np.dtype(kind))) for kind in types)
        bare: dict[str, Any] = {"no_cpython_wrapper": True, "no_cfunc_wrapper": True}
        made: Any = njit(signature, error_model="numpy", **bare)(source)
        entry = made.overloads[signature].fndesc.llvm_func_name
        code = re.sub(rf'@"?{re.escape(entry)}"?(?=\()', f'@"{name}"', made.inspect_llvm(signature))
        return bytes(self._machine.emit_object(self._llvm.parse_assembly(code)))

    def _file_name(self, source: Loop) -> str:
        """How the file begins: all that code depends on, the compiler too, which comes in step with llvmlite."""
        files = sorted({inspect.getfile(part) for part in (source, *self._helpers)})
        total = hashlib.sha256(repr((self._version, platform.machine(), *self._processor)).encode())
        for file in files:
            total.update(Path(file).read_bytes())
        return f"{source.__name__}-{total.hexdigest()[:32]}-"


def _kept(name: str) -> bytes | None:
    for folder in _folders():
        with suppress(OSError):
            return (folder / name).read_bytes()
    return None


def _keep(name: str, code: bytes) -> None:
    """Where code cannot be kept, each process compiles for itself."""
    for folder in _folders():
        with suppress(OSError):
            folder.mkdir(parents=True, exist_ok=True)
            with tempfile.NamedTemporaryFile(dir=folder, delete=False) as file:
                file.write(code)
            Path(file.name).replace(folder / name)
            return


def _folders() -> Iterator[Path]:
    yield _BESIDE_THE_SOURCE
    if sys.platform == "win32":
        own = os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local"
    else:
        own = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    yield Path(own) / "qbank"
