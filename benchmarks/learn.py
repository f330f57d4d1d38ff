"""How right learned rules tag, on every *.jsonl of labelled messages in a folder, beside a linear SVM, same folds.

    python -m benchmarks.learn DIR [--only NAME] [--terms 20 50 200 0] [--sums]

Five-fold cross-validation, judged by the engine from the written rule files; 0 terms is without a bound. With --sums
the tags are ranked by the trained sums, which are what the engine adds up, without the inner cross-validation that
finds from which lead on a tag is applied: a sixth of the trainings, and nothing in the columns of what is applied.
The SVM (scikit-learn) sees tf-idf of one to three characters in a row.
"""

import argparse
import time
from collections.abc import Sequence
from pathlib import Path

from agentdesk.rules.learning.evaluate import Evaluation, Judged, cross_validate, figures
from agentdesk.rules.learning.labelled import FOLDS, Labelled, read_labelled, split
from agentdesk.rules.learning.model import bags_of, train_sizes


def main() -> None:
    """Print a table a file."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--only", default="", help="files whose name holds this")
    parser.add_argument("--terms", type=int, nargs="*", default=[20, 50, 200, 0])
    parser.add_argument("--sums", action="store_true", help="rank by the trained sums alone")
    options = parser.parse_args()
    print(f"{'':26} words  right macro_f1  top3  surest50 surest70  applied  right   seconds")
    for path in sorted(options.folder.glob("*.jsonl")):
        if options.only in path.name:
            messages = read_labelled(path)
            tell(path.stem, "svm", time.perf_counter(), svm(messages))
            if options.sums:
                start = time.perf_counter()
                for size, found in by_sums(messages, [terms or None for terms in options.terms]).items():
                    tell(path.stem, str(size or "all"), start, found)
                continue
            for terms in options.terms:
                start = time.perf_counter()
                tell(path.stem, str(terms or "all"), start, cross_validate(messages, terms or None))


def tell(name: str, words: str, start: float, found: Evaluation) -> None:
    """Print one line."""
    shares = (found.accuracy, found.macro_f1, found.top3, found.surest_50, found.surest_70)
    shown = "    ".join(f"{share:.3f}" for share in (*shares, found.applied, found.applied_right))
    print(f"{name:26} {words:>5}  {shown}  {time.perf_counter() - start:8.1f}", flush=True)


def by_sums(messages: Sequence[Labelled], sizes: Sequence[int | None]) -> dict[int | None, Evaluation]:
    """Return the figures of each size, from one run down the sizes in each fold."""
    bags = bags_of([message.text for message in messages])
    labels = [message.label.strip() for message in messages]
    fold_of = split(labels)
    judged: dict[int | None, list[Judged]] = {size: [] for size in sizes}
    for fold in range(FOLDS):
        known = [number for number, which in enumerate(fold_of) if which != fold]
        held = [number for number, which in enumerate(fold_of) if which == fold]
        for size, model in train_sizes([bags[number] for number in known], [labels[number] for number in known], sizes):
            sums = model.sums([bags[number] for number in held])
            for number, row in zip(held, sums, strict=True):
                order = row.argsort()[::-1]
                ranked = tuple(model.tags[place] for place in order[:3])
                judged[size].append(Judged(labels[number], ranked, float(row[order[0]] - row[order[1]]), ()))
    return {size: figures(found) for size, found in judged.items()}


def svm(messages: Sequence[Labelled]) -> Evaluation:
    """Return the figures of the SVM; it applies nothing by itself."""
    from sklearn.feature_extraction.text import TfidfVectorizer  # type: ignore[import-untyped]
    from sklearn.svm import LinearSVC  # type: ignore[import-untyped]

    fold_of = split([message.label for message in messages])
    judged: list[Judged] = []
    for fold in range(FOLDS):
        known = [message for message, which in zip(messages, fold_of, strict=True) if which != fold]
        held = [message for message, which in zip(messages, fold_of, strict=True) if which == fold]
        cut = TfidfVectorizer(analyzer="char", ngram_range=(1, 3), sublinear_tf=True)
        machine = LinearSVC().fit(cut.fit_transform([m.text for m in known]), [m.label for m in known])
        for message, scores in zip(held, machine.decision_function(cut.transform([m.text for m in held])), strict=True):
            order = scores.argsort()[::-1]
            ranked = tuple(str(machine.classes_[number]) for number in order)
            judged.append(Judged(message.label, ranked, float(scores[order[0]] - scores[order[1]]), ()))
    return figures(judged)


if __name__ == "__main__":
    main()
