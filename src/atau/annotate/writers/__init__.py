"""The output formats of `atau annotate`, a module each; see `registry` for how to add one."""
