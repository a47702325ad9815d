using System.Runtime.CompilerServices;
using Rehome.Journaling;
using Rehome.Locations;

namespace Rehome.App.Terminal;

/// <summary>Everything of a journal that was given up or waits for a decision, page by page.</summary>
internal sealed class FailureList(IJournal journal)
{
    private const int Page = 1000;

    /// <summary>The objects, in key order.</summary>
    public async IAsyncEnumerable<ObjectEntry> ReadObjectsAsync(
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        var after = ObjectKey.Start;
        while (
            await journal.ReadObjectsAsync([ObjectState.Conflict, ObjectState.Failed], after, Page, cancellationToken)
                is { Count: > 0 } page
        )
        {
            foreach (var entry in page)
            {
                yield return entry;
            }
            after = page[^1].Source.Key;
        }
    }

    /// <summary>The rows, in order of column and row.</summary>
    public async IAsyncEnumerable<RowLetter> ReadLettersAsync(
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        var skip = 0;
        while (await journal.ReadLettersAsync(skip, Page, cancellationToken) is { Count: > 0 } page)
        {
            foreach (var letter in page)
            {
                yield return letter;
            }
            skip += page.Count;
        }
    }

    /// <summary>One object as a line of JSON.</summary>
    public static string Json(ObjectEntry entry) =>
        SummaryJson.Line(json =>
        {
            json.WriteString("kind", "object");
            json.WriteString("state", SummaryJson.Snake(entry.State.ToString()));
            json.WriteString("source", entry.Source.Key.Value);
            json.WriteString("target", entry.Target.Value);
            json.WriteNumber("size", entry.Source.Size);
            json.WriteString("reason", entry.Reason);
        });

    /// <summary>One row as a line of JSON.</summary>
    public static string Json(RowLetter letter) =>
        SummaryJson.Line(json =>
        {
            json.WriteString("kind", "row");
            json.WriteString("state", SummaryJson.Snake(letter.Kind.ToString()));
            json.WriteString("column", letter.Column);
            json.WriteString("key", letter.Row.Text);
            json.WriteString("value", letter.Value);
            json.WriteString("source", letter.Source.Value);
            json.WriteString("reason", letter.Reason);
        });
}
