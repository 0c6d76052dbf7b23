"""Named entities in Kazakh news, on spaCy.

import atau
nlp = atau.load()
doc = nlp(text)
"""

from atau.loading import ModelError, load

__version__ = "0.1.0"

__all__ = ["ModelError", "__version__", "load"]
