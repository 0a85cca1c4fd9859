"""What was made of the last recipes is found again."""

from meshes.recipe import Recipe
from meshes.shelves import KEPT, Shelves


def test_the_same_recipe_finds_its_shelf_and_another_does_not():
    shelves = Shelves()
    shelf = shelves.of(Recipe(parameters={"lordosis": 1.0}))
    assert shelves.of(Recipe(parameters={"lordosis": 1.0})) is shelf
    assert shelves.of(Recipe(parameters={"lordosis": 1.0}, seed=2)) is not shelf
    assert shelves.of(Recipe(parameters={"lordosis": 1.0})) is shelf
    shelves.forget(Recipe(parameters={"lordosis": 1.0}))
    assert shelves.of(Recipe(parameters={"lordosis": 1.0})) is not shelf


def test_only_the_last_are_remembered():
    shelves = Shelves()
    first = shelves.of(Recipe(seed=0))
    for seed in range(1, KEPT):
        shelves.of(Recipe(seed=seed))
    assert shelves.of(Recipe(seed=0)) is first
    for seed in range(1, KEPT + 1):
        shelves.of(Recipe(seed=seed))
    assert shelves.of(Recipe(seed=0)) is not first
