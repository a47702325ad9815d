using Rehome.Keys;
using Rehome.Locations;
using Rehome.Migrations;

namespace Rehome.References;

/// <summary>How the values of one column name objects.</summary>
public sealed class ReferenceRule
{
    private static readonly string[] s_foreign = ["http://", "https://", "//", "s3://", "file://", "data:"];

    private readonly ReferenceForm _form;
    private readonly KeyMap _keys;
    private readonly KeyFilter _filter;
    private readonly IReadOnlyList<UrlStyle> _styles;

    private ReferenceRule(ReferenceForm form, KeyMap keys, KeyFilter filter, IReadOnlyList<UrlStyle> styles)
    {
        (_form, _keys, _filter, _styles) = (form, keys, filter, styles);
        LegacyPrefixes = Starts(keys.SourcePrefix, style => style.Source);
        var modern = Starts(keys.TargetPrefix, style => style.Target);
        AllPrefixes =
            LegacyPrefixes.Count == 0 || modern.Length == 0 ? [] : [.. LegacyPrefixes.Concat(modern).Distinct()];
    }

    /// <summary>How a legacy value may begin, for <see cref="RowQuery.Prefixes"/>; none: anyhow.</summary>
    public IReadOnlyList<string> LegacyPrefixes { get; }

    /// <summary>How a legacy or a modern value may begin; none: anyhow.</summary>
    public IReadOnlyList<string> AllPrefixes { get; }

    /// <summary>Makes the rule of one column.</summary>
    /// <param name="settings">Form and hosts of the column.</param>
    /// <param name="migration">The key map and filter.</param>
    /// <param name="sourceBases">URL beginnings of the source container, as <see cref="Stores.IStoreAdapter.UrlBases"/> gives them.</param>
    /// <param name="targetBases">URL beginnings of the target container, in the same order of styles.</param>
    public static ReferenceRule Create(
        ReferenceSettings settings,
        Migration migration,
        IReadOnlyList<string> sourceBases,
        IReadOnlyList<string> targetBases
    )
    {
        ArgumentNullException.ThrowIfNull(settings);
        ArgumentNullException.ThrowIfNull(migration);
        var sameKind = migration.From.Location.Scheme == migration.To.Location.Scheme;
        var styles =
            settings.Form == ReferenceForm.Key ? [] : UrlStyle.All(sourceBases, targetBases, sameKind, settings.Hosts);
        return new ReferenceRule(settings.Form, migration.Keys, migration.Filter, styles);
    }

    /// <summary>Reads one value.</summary>
    public Reading Read(string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        var reading = ReadUrl(value);
        return reading.Kind == ReadingKind.None && _form != ReferenceForm.Url ? ReadKey(value) : reading;
    }

    /// <summary>
    /// True when a bare key cannot tell a source object from a moved one, because one prefix lies inside the other: the
    /// object may not move, or its rows could be switched twice or never.
    /// </summary>
    public bool IsAmbiguous(ObjectKey source)
    {
        if (
            _form == ReferenceForm.Url
            || !(Overlaps(_keys.SourcePrefix, _keys.TargetPrefix) || Overlaps(_keys.TargetPrefix, _keys.SourcePrefix))
        )
        {
            return false;
        }
        var target = _keys.Map(source);
        return target != source
            && (ReadKey(source.Value).Kind != ReadingKind.Legacy || ReadKey(target.Value).Kind == ReadingKind.Legacy);
    }

    private static bool Overlaps(string inner, string outer) => inner.StartsWith(outer, StringComparison.Ordinal);

    private Reading ReadKey(string value)
    {
        if (
            value.Length == 0
            || (
                _form == ReferenceForm.Auto && s_foreign.Any(start => value.StartsWith(start, StringComparison.Ordinal))
            )
        )
        {
            return Reading.None;
        }
        var legacy = value.StartsWith(_keys.SourcePrefix, StringComparison.Ordinal);
        var modern = value.StartsWith(_keys.TargetPrefix, StringComparison.Ordinal);
        if (modern && (!legacy || _keys.TargetPrefix.Length > _keys.SourcePrefix.Length))
        {
            return Modern(value, new ObjectKey(value));
        }
        if (!legacy || !_filter.Matches(value.AsSpan(_keys.SourcePrefix.Length)))
        {
            return Reading.None;
        }
        var source = new ObjectKey(value);
        var target = _keys.Map(source);
        return new Reading(target == source ? ReadingKind.Same : ReadingKind.Legacy, source, target, target.Value);
    }

    private Reading ReadUrl(string value)
    {
        // Both sides may share a base (one bucket, two prefixes), so a style that does not fit is not the end.
        foreach (var style in _styles)
        {
            if (
                value.StartsWith(style.Source, StringComparison.Ordinal)
                && ReadLegacyUrl(value, style) is { Kind: not ReadingKind.None } legacy
            )
            {
                return legacy;
            }
        }
        foreach (var style in _styles)
        {
            if (
                value.StartsWith(style.Target, StringComparison.Ordinal)
                && TrySplit(value, style.Target, out _, out var key, out _)
                && key.StartsWith(_keys.TargetPrefix, StringComparison.Ordinal)
            )
            {
                return Modern(value, new ObjectKey(key));
            }
        }
        return Reading.None;
    }

    private Reading ReadLegacyUrl(string value, UrlStyle style)
    {
        var prefix = _keys.SourcePrefix;
        if (
            !TrySplit(value, style.Source, out var raw, out var key, out var tail)
            || key.Length == 0
            || !key.StartsWith(prefix, StringComparison.Ordinal)
            || !_filter.Matches(key.AsSpan(prefix.Length))
        )
        {
            return Reading.None;
        }
        var source = new ObjectKey(key);
        var target = _keys.Map(source);
        var newValue =
            style.Target
            + Rewrite(raw, source, target, UrlStyle.IsEncoded(style.Source), UrlStyle.IsEncoded(style.Target))
            + tail;
        return new Reading(newValue == value ? ReadingKind.Same : ReadingKind.Legacy, source, target, newValue);
    }

    private string Rewrite(string raw, ObjectKey source, ObjectKey target, bool sourceEncoded, bool targetEncoded)
    {
        if (!targetEncoded)
        {
            return target.Value;
        }
        // The rest keeps its own encoding to the letter, where the map keeps the rest and the prefix is written plainly.
        var plainPrefix = PercentCoding.Encode(_keys.SourcePrefix);
        var keepsRest =
            sourceEncoded
            && target
                .Value.AsSpan(_keys.TargetPrefix.Length)
                .SequenceEqual(source.Value.AsSpan(_keys.SourcePrefix.Length));
        return keepsRest && raw.StartsWith(plainPrefix, StringComparison.Ordinal)
            ? PercentCoding.Encode(_keys.TargetPrefix) + raw[plainPrefix.Length..]
            : PercentCoding.Encode(target.Value);
    }

    private static bool TrySplit(string value, string start, out string raw, out string key, out string tail)
    {
        raw = value[start.Length..];
        tail = "";
        key = raw;
        if (!UrlStyle.IsEncoded(start))
        {
            return true;
        }
        var end = raw.AsSpan().IndexOfAny('?', '#');
        if (end >= 0)
        {
            (raw, tail) = (raw[..end], raw[end..]);
        }
        return PercentCoding.TryDecode(raw, out key);
    }

    private Reading Modern(string value, ObjectKey target) =>
        new(ReadingKind.Modern, _keys.Invert(target), target, value);

    private string[] Starts(string prefix, Func<UrlStyle, string> side)
    {
        // An encoded prefix may be written in several ways, so only what stands before it is pushed down.
        var urls = _styles.Select(side).Select(start => UrlStyle.IsEncoded(start) ? start : start + prefix);
        var keys = _form == ReferenceForm.Url ? Array.Empty<string>() : [prefix];
        var all = keys.Concat(urls).Distinct().ToArray();
        return all.Contains("") ? [] : all;
    }
}
