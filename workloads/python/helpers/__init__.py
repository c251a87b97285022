"""What the built-in workloads share. A package, so that no folder of the same name on the path comes first."""
