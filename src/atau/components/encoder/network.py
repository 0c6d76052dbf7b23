"""The network that scores tags, run by ONNX Runtime (the extra ``lg``)."""

from __future__ import annotations

from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

FloatArray = NDArray[np.float32]

NEEDED: Final = "this model needs ONNX Runtime; install it: pip install 'atau[lg]'"


class NetworkError(ValueError):
    """Raised when the network of a model is damaged."""


class OnnxNetwork:
    """A network with input ``numbers`` (windows, pieces) and output ``scores`` (windows, pieces, tags).

    data: the ONNX file. threads: of one call. Calls from several threads at a time are safe. Pickled, it is its data.
    Raises ImportError where ONNX Runtime is missing, NetworkError where the data is damaged.
    """

    def __init__(self, data: bytes, threads: int = 1) -> None:
        try:
            import onnxruntime  # type: ignore[import-not-found, import-untyped, unused-ignore]
        except ImportError as error:
            raise ImportError(NEEDED) from error
        self.data = data
        self.threads = threads
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        options.inter_op_num_threads = 1
        # Windows come in all lengths: an arena would keep the largest of every operator.
        options.enable_cpu_mem_arena = False
        options.log_severity_level = 3
        try:
            self._session: Any = onnxruntime.InferenceSession(data, options, providers=["CPUExecutionProvider"])
        except Exception as error:
            raise NetworkError(f"the encoder's network is damaged ({error}); reinstall the model") from error

    def __reduce__(self) -> tuple[type[OnnxNetwork], tuple[bytes, int]]:
        return OnnxNetwork, (self.data, self.threads)

    def scores(self, numbers: list[int]) -> FloatArray:
        """Scores (pieces, tags) of one window. One at a time: the 8-bit arithmetic of a window would depend on what
        stands beside it in a batch."""
        found: FloatArray = self._session.run(("scores",), {"numbers": np.array([numbers], dtype=np.int64)})[0][0]
        return found
