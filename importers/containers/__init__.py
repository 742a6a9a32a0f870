"""One file a container: bytes in, `Contents` (lines and grids with their places) out."""
