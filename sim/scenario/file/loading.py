"""Reading a scenario: its file, those it extends, and every problem in them at once."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain
from pathlib import Path

from sim.scenario.check.consistency import faults, warnings
from sim.scenario.file.inheritance import merged
from sim.scenario.file.shipped import yaml_files
from sim.scenario.file.source import LARGEST, Listing, Mapping, Node, Scalar, locate, read_yaml
from sim.scenario.file.validation import validated
from sim.scenario.problems import Finding, Place, Problem, ScenarioError, whole_file
from sim.scenario.scenario import Scenario
from sim.scenario.words import looks, nearest


def load_scenario(path: Path | str) -> Scenario:
    """Read and check a scenario file and all that it extends.

    Args:
        path: the file.

    Returns:
        The scenario.

    Raises:
        ScenarioError: with every problem found, each with its file, line and column.
    """
    scenario, _ = _from_file(Path(path))
    return scenario


def load_scenario_text(text: str | bytes, name: str, folder: Path | str) -> Scenario:
    """Read and check a scenario that is not in a file: an upload, an edit on the page.

    Args:
        text: what the file would hold.
        name: what to call it in messages.
        folder: where the files stand that it may extend.

    Returns:
        The scenario.

    Raises:
        ScenarioError: with every problem found, each with its file, line and column.
    """
    content = text.encode("utf-8", "surrogatepass") if isinstance(text, str) else text
    tree, problems = _with_inherited(content, name, Path(folder), [])
    return _checked(tree, problems)


def scenario_warnings(
    path: Path | str, *more: Callable[[Scenario], Iterable[Finding]]
) -> list[Problem]:
    """What is legal in a scenario file but worth a look, as a value outside its evidence.

    Args:
        path: the file.
        *more: what else to look for.

    Returns:
        The warnings, each with its file, line and column.

    Raises:
        ScenarioError: if the scenario cannot be used at all.
    """
    scenario, tree = _from_file(Path(path))
    found = chain(warnings(scenario), *(look(scenario) for look in more))
    return [_placed(finding, tree) for finding in found]


def _from_file(path: Path) -> tuple[Scenario, Mapping]:
    content = _content(path)
    tree, problems = _with_inherited(content, path.name, path.parent, [path.resolve()])
    return _checked(tree, problems), tree


def _checked(tree: Mapping, problems: Sequence[Problem]) -> Scenario:
    """The scenario in a merged tree.

    Raises:
        ScenarioError: with the problems of reading it and those of its content.
    """
    problems = [*problems, *_look_alikes(tree)]
    scenario, found = validated(tree)
    if scenario is not None:
        found = [_placed(finding, tree) for finding in faults(scenario)]
    found = [*problems, *_elsewhere(found, problems)]
    if scenario is None or found:
        raise ScenarioError(found)
    return scenario


def _elsewhere(found: Iterable[Problem], reported: Iterable[Problem]) -> Iterator[Problem]:
    """What was found at places of which nothing is reported yet."""
    places = {problem.place for problem in reported}
    return (problem for problem in found if problem.place not in places)


def _look_alikes(node: Node) -> Iterator[Problem]:
    """Names beside each other that only a computer can tell apart."""
    inner: list[Node] = []
    named: list[tuple[str, Place]] = []
    if isinstance(node, Mapping):
        inner = [entry.node for entry in node.entries.values()]
        named = [(name, entry.place) for name, entry in node.entries.items()]
    elif isinstance(node, Listing):
        inner = list(node.items)
        names = (each.entries.get("name") for each in inner if isinstance(each, Mapping))
        named = [
            (name.node.value, name.node.place)
            for name in names
            if name and isinstance(name.node, Scalar) and isinstance(name.node.value, str)
        ]
    seen: dict[str, tuple[str, Place]] = {}
    for name, place in named:
        first, other = seen.setdefault(looks(name), (name, place))
        if first != name:
            advice = "keep one, or give one another name"
            where = f"line {other.line} of {other.file}"
            yield Problem(f"'{name}' looks like '{first}' in {where}; {advice}", place)
    for each in inner:
        yield from _look_alikes(each)


def _placed(finding: Finding, tree: Mapping) -> Problem:
    return Problem(finding.message, locate(tree, finding.path, finding.on_key))


def _with_inherited(
    content: bytes, name: str, folder: Path, opened: Sequence[Path]
) -> tuple[Mapping, Sequence[Problem]]:
    """The tree of a file with all that it inherits, and the problems of reading the files.

    Args:
        content: what the file holds.
        name: its name.
        folder: where the files stand that it may extend.
        opened: the files read so far, each extending the next.

    Raises:
        ScenarioError: if one of the files cannot be read.
    """
    tree, problems = read_yaml(content, name)
    if "extends" not in tree.entries:
        return tree, problems
    own = Mapping({key: tree.entries[key] for key in tree.entries if key != "extends"}, tree.place)
    try:
        path = _extended(tree, folder, opened)
        base, below = _with_inherited(_content(path), path.name, folder, [*opened, path])
    except ScenarioError as error:
        raise ScenarioError([*problems, *_elsewhere(error.problems, problems)]) from None
    return merged(base, own), [*problems, *below]


def _extended(tree: Mapping, folder: Path, opened: Sequence[Path]) -> Path:
    """The file that a tree extends.

    Raises:
        ScenarioError: if there is no such file, it is elsewhere, or it was opened before.
    """
    node = tree.entries["extends"].node
    name = node.value if isinstance(node, Scalar) and isinstance(node.value, str) else ""
    if not _is_file_name(name):
        message = "extends names one file in the same folder, such as 'baseline.yaml'"
        raise ScenarioError([Problem(message, node.place)])
    message = ""
    try:
        path = (folder / name).resolve()
    except ValueError:  # NUL, or half a character
        raise whole_file(ascii(str(folder)), "no folder can be called so") from None
    if path.parent != folder.resolve():
        message = f"'{name}' leads out of the folder; copy the file here and extend the copy"
    elif path in opened:
        chain = " extends ".join(file.name for file in [*opened[opened.index(path) :], path])
        message = f"a loop: {chain}; take out one 'extends'"
    elif not path.is_file():
        near = nearest(name, _names(folder), "the files there are")
        message = f"there is no file '{name}' in the folder; {near}"
    if message:
        raise ScenarioError([Problem(message, node.place)])
    return path


def _is_file_name(name: str) -> bool:
    return 0 < len(name) <= 100 and name.isprintable() and not set(name) & set("/\\:")


def _content(path: Path) -> bytes:
    """What a file holds, or its beginning where it is too large to be a scenario.

    Raises:
        ScenarioError: if it cannot be opened.
    """
    try:
        with path.open("rb") as file:
            return file.read(LARGEST + 1)
    except FileNotFoundError:
        advice = nearest(path.name, _names(path.parent), "the files there are")
        raise whole_file(path.name, f"there is no such file in {path.parent}; {advice}") from None
    except OSError as error:
        raise whole_file(path.name, f"cannot be opened: {error.strerror}") from None
    except ValueError:  # NUL, or half a character
        raise whole_file(ascii(path.name), "no file can be called so or stand there") from None


def _names(folder: Path) -> list[str]:
    return [file.name for file in yaml_files(folder)]
