"""Sheets in and out: units and leaders from .xlsx and .csv, lists as CSV."""
