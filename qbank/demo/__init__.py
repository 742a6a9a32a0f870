"""The demonstration: an office, its departments, their files, and the road from file to pulled paper."""
