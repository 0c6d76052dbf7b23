"""Exports of a store: its tables for spreadsheets and programs, its network, its places on a map, a page to read."""
