"""The need index as plain numbers: fitting on history, scoring in parts, drift; no table and no request."""
