using Rehome.Journaling;
using Rehome.Locations;
using Spectre.Console;

namespace Rehome.App.Terminal;

/// <summary>Shows examples of each kind of problem that the journal holds.</summary>
internal sealed class ProblemReport(IJournal journal, IAnsiConsole console)
{
    private const int Examples = 3;

    private static readonly (ObjectState State, string Title)[] s_objects =
    [
        (ObjectState.Conflict, "in conflict; nothing was overwritten"),
        (ObjectState.Failed, "given up"),
        (ObjectState.Skipped, "skipped"),
    ];

    private static readonly (LetterKind Kind, string Title)[] s_letters =
    [
        (LetterKind.DanglingRow, "rows that name an object which does not exist"),
        (LetterKind.WaitingRow, "rows that wait for an object in conflict or given up"),
        (LetterKind.FailedRow, "rows that the database refused to change"),
    ];

    /// <summary>A few lines a kind; nothing where all is well.</summary>
    public async Task ShowAsync(CancellationToken cancellationToken)
    {
        var totals = await journal.CountAsync(cancellationToken);
        foreach (var (state, title) in s_objects)
        {
            var count = totals.Objects.Where(line => line.State == state).Sum(line => line.Count);
            if (count > 0)
            {
                var examples = await journal.ReadObjectsAsync([state], ObjectKey.Start, Examples, cancellationToken);
                Show(count, $"{(count == 1 ? "object" : "objects")} {title}", [.. examples.Select(Words)]);
            }
        }
        var letters = await ReadLettersAsync(totals, cancellationToken);
        foreach (var (kind, title) in s_letters)
        {
            var count = totals.Letters.GetValueOrDefault(kind);
            if (count > 0)
            {
                Show(
                    count,
                    count == 1 ? Singular(title) : title,
                    [.. letters.Where(letter => letter.Kind == kind).Take(Examples).Select(Words)]
                );
            }
        }
    }

    /// <summary>One object in words.</summary>
    public static (string What, string Why) Words(ObjectEntry entry) =>
        ($"{entry.Source.Key} -> {entry.Target}", entry.Reason);

    /// <summary>One row in words.</summary>
    public static (string What, string Why) Words(RowLetter letter) =>
        ($"{Short(letter.Column)} of row {letter.Row}: {letter.Value}", letter.Reason);

    /// <summary>The column's name without the database.</summary>
    public static string Short(string column) => column[(column.LastIndexOf('#') + 1)..];

    // Kinds are not indexed: the first page shows examples of all but the rarest, and 'failures' lists every one.
    private async Task<IReadOnlyList<RowLetter>> ReadLettersAsync(
        JournalTotals totals,
        CancellationToken cancellationToken
    ) => totals.Letters.Values.Sum() > 0 ? await journal.ReadLettersAsync(0, 1000, cancellationToken) : [];

    private void Show(long count, string title, IReadOnlyList<(string What, string Why)> examples)
    {
        console.MarkupLine($"[yellow]{StepWords.Number(count)} {Markup.Escape(title)}[/]");
        foreach (var (what, why) in examples)
        {
            console.Write(
                new Padder(
                    new Markup($"{Markup.Escape(what)}{(why.Length > 0 ? $"[grey]: {Markup.Escape(why)}[/]" : "")}"),
                    new Padding(2, 0, 0, 0)
                )
            );
        }
        if (count > examples.Count)
        {
            console.MarkupLine($"  [grey]and {StepWords.Number(count - examples.Count)} more[/]");
        }
    }

    private static string Singular(string title) =>
        title
            .Replace("rows that name ", "row that names ", StringComparison.Ordinal)
            .Replace("rows that wait ", "row that waits ", StringComparison.Ordinal)
            .Replace("rows that ", "row that ", StringComparison.Ordinal);
}
