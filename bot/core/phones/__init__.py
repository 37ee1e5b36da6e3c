"""Phone numbers: found in text, normalised to the API's form, judged, compared."""
