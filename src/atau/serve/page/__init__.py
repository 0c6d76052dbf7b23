"""The web page of the service: paste a text or choose files, read what was found, correct it, download it."""

from atau.serve.page.files import POLICY, PageFile, page_files

__all__ = ["POLICY", "PageFile", "page_files"]
