"""From a scene to pixels: listens to the scene, drives one renderer."""
