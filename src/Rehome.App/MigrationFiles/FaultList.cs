namespace Rehome.App.MigrationFiles;

/// <summary>Gathers faults, so that the user hears of all of them at once.</summary>
internal sealed class FaultList
{
    private readonly List<Fault> _faults = [];

    /// <summary>Notes a fault.</summary>
    public void Add(string place, string text)
    {
        var fault = new Fault(place, text);
        if (!_faults.Contains(fault))
        {
            _faults.Add(fault);
        }
    }

    /// <summary>Parses a value; where that fails, the fault is noted and the fallback stands in.</summary>
    public T Try<T>(Given given, Func<string, T> parse, T fallback)
    {
        try
        {
            return given.IsGiven ? parse(given.Text) : fallback;
        }
        catch (FormatException fault)
        {
            Add(given.Place, fault.Message);
            return fallback;
        }
    }

    /// <summary>Throws when anything was noted.</summary>
    /// <exception cref="MigrationFaultException">With every fault.</exception>
    public void ThrowIfAny()
    {
        if (_faults.Count > 0)
        {
            throw new MigrationFaultException([.. _faults]);
        }
    }
}
