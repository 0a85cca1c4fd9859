"""The verbs of a scene, by what they change; `viewer.model.scene` puts them together."""
