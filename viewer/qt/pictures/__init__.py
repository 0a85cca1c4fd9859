"""Pictures and movies of what is shown: asked for, previewed, made, copied."""
