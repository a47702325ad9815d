using Rehome.App.Commands;
using Rehome.App.MigrationFiles;
using Rehome.App.Runs;
using Rehome.Journaling;
using Rehome.Migrations;
using Rehome.Phases;
using Rehome.References;
using Spectre.Console;

namespace Rehome.App.Demo;

/// <summary>Migrates the demo's photos with the very engine that migrates real ones, and tells what happens.</summary>
internal sealed class DemoTour(Surroundings surroundings, DemoFolder folder)
{
    private static readonly int[] s_shown = [1, DemoPhoto.InConflict.Id, DemoPhoto.Awkward.Id, DemoPhoto.Lost.Id];

    private readonly IAnsiConsole _page = surroundings.Results;

    /// <summary>Makes, migrates, audits and explains.</summary>
    /// <returns>The exit code: zero when everything came as it should, problems included.</returns>
    public async Task<int> RunAsync()
    {
        var bytes = await folder.CreateAsync(CancellationToken.None);
        var faults = new FaultList();
        var migration = MigrationBuilder.Build(
            MigrationFile.Load(surroundings.Folder, folder.File, faults, surroundings.Environment),
            folder.Name,
            faults
        );
        new MigrationJournal(surroundings, migration, "").Remove();
        Introduce(bytes);
        var before = await ReadRowsAsync(migration);

        Title("1", "plan", "look at everything, change nothing");
        var planned = await DoAsync(migration, run => run.ExecuteAsync(PhaseCommands.PlanWork));
        Say(DemoWords.OfPlan(planned));

        Title("2", "run", "copy, prove each copy, then switch the rows");
        var done = await DoAsync(migration, run => run.ExecuteAsync(PhaseCommands.RunWork));
        Say(DemoWords.OfRun(done));
        var after = await ReadRowsAsync(migration);
        _page.Write(DemoWords.Rows(s_shown.Select(id => (id, before[id], after[id]))));

        Title("3", "verify", "an audit that trusts the stores and the database, never the journal");
        var audited = await DoAsync(migration, run => run.AuditAsync(deep: true));
        Say(DemoWords.OfAudit(audited));

        Title("!", "problems", "the demo hid four; this is what became of them");
        _page.Write(DemoWords.Problems());
        Farewell(done);
        var odd = DemoExpectation.Find(planned, done, audited, before, after);
        odd.ToList().ForEach(sentence => surroundings.Say($"not as expected: {sentence}"));
        return odd.Count == 0 ? ExitCode.Done : ExitCode.Unexpected;
    }

    private void Introduce(long bytes)
    {
        _page.MarkupLine("[bold]Rehome moves objects to another store, and every database reference with them.[/]");
        _page.MarkupLine("This demo uses folders as stores and SQLite as the database; nothing leaves this machine.");
        _page.WriteLine();
        var table = DemoWords.Plain(["", ""]);
        table.AddRow("old store", $"{folder.Shown}/old", $"{DemoPhoto.All.Count + 1} pictures, {ByteSize.Show(bytes)}");
        table.AddRow("new store", $"{folder.Shown}/new", "2 pictures, left by an earlier attempt");
        table.AddRow(
            "database",
            $"{folder.Shown}/photos.db",
            $"{DemoPhoto.All.Count + 1} rows that name pictures by URL"
        );
        table.AddRow("migration", folder.ShownFile, "from, to, and which column names the pictures");
        _page.Write(DemoWords.Indent(table));
    }

    private void Title(string number, string verb, string text)
    {
        _page.WriteLine();
        _page.MarkupLine($"[blue]{number}[/]  [bold]{verb}[/]  [grey]{Markup.Escape(text)}[/]");
    }

    private void Say(string[] lines) => lines.ToList().ForEach(line => _page.MarkupLine($"   {line}"));

    private void Farewell(Summary done)
    {
        _page.WriteLine();
        _page.MarkupLine("At every instant, every row that found its picture before still did.");
        _page.MarkupLine(
            $"A real run would have ended with exit code [bold]{(int)done.Outcome}[/]: a conflict needs a decision."
        );
        _page.WriteLine();
        _page.MarkupLine("[bold]Look further[/]");
        var (command, file) = (surroundings.Command, folder.ShownFile);
        var table = DemoWords.Plain([""]);
        table.AddRow($"{command} status {file}", "[grey]where it stands[/]");
        table.AddRow($"{command} failures {file}", "[grey]the conflict, and the rows that wait or dangle[/]");
        table.AddRow($"{command} verify {file}", "[grey]the audit, with exit code 5[/]");
        table.AddRow($"{command} rollback {file}", "[grey]every row back to its old value[/]");
        table.AddRow($"{command} init", "[grey]a migration file of your own[/]");
        _page.Write(DemoWords.Indent(table));
    }

    private async Task<Summary> DoAsync(Migration migration, Func<MigrationRun, Task<int>> work)
    {
        var choices = new RunChoices(
            Journal: "",
            folder.Log,
            Json: false,
            Verbose: false,
            Yes: true,
            NoProgress: false
        );
        Summary? ended = null;
        var run = new MigrationRun(surroundings, choices, migration, " " + folder.ShownFile) { Report = Keep };
        await work(run);
        return ended ?? throw new InvalidOperationException("the run reported nothing");

        Task Keep(string verb, Summary summary, IJournal journal, CancellationToken cancellationToken)
        {
            ended = summary;
            return Task.CompletedTask;
        }
    }

    private async Task<IReadOnlyDictionary<int, string>> ReadRowsAsync(Migration migration)
    {
        await using var open = await OpenMigration.OpenAsync(migration, surroundings.Clock, CancellationToken.None);
        var all = new RowQuery(RowKey.None, RowKey.None, [], Limit: 1000);
        var rows = await open.Columns[0].Column.ReadAsync(all, CancellationToken.None);
        return rows.ToDictionary(
            row => int.Parse(row.Key.Text, System.Globalization.CultureInfo.InvariantCulture),
            row => row.Value
        );
    }
}
