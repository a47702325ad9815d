using Rehome.Keys;
using Rehome.Locations;
using Rehome.Migrations;
using Rehome.References;
using Xunit;

namespace Rehome.Tests.Specs;

public sealed class ReferenceRuleSpecs
{
    private static readonly string[] s_source =
    [
        "s3://legacy/",
        "https://legacy.s3.eu-west-1.amazonaws.com/",
        "https://s3.eu-west-1.amazonaws.com/legacy/",
    ];
    private static readonly string[] s_target =
    [
        "s3://production/",
        "https://production.s3.eu-west-1.amazonaws.com/",
        "https://s3.eu-west-1.amazonaws.com/production/",
    ];

    [Theory]
    [InlineData("image/a.png", "avatar/a.png")]
    [InlineData("image/a b+c%20d#e?f.png", "avatar/a b+c%20d#e?f.png")]
    [InlineData("image/../x", "avatar/../x")]
    [InlineData("image//x/./y ", "avatar//x/./y ")]
    [InlineData("image/https://x", "avatar/https://x")]
    [InlineData("s3://legacy/image/a b.png", "s3://production/avatar/a b.png")]
    [InlineData(
        "https://legacy.s3.eu-west-1.amazonaws.com/image/a%20b.png",
        "https://production.s3.eu-west-1.amazonaws.com/avatar/a%20b.png"
    )]
    [InlineData(
        "https://legacy.s3.eu-west-1.amazonaws.com/image/a%2fb.png?v=2#x",
        "https://production.s3.eu-west-1.amazonaws.com/avatar/a%2fb.png?v=2#x"
    )]
    [InlineData(
        "https://s3.eu-west-1.amazonaws.com/legacy/image/%C3%A9.png",
        "https://s3.eu-west-1.amazonaws.com/production/avatar/%C3%A9.png"
    )]
    [InlineData(
        "//legacy.s3.eu-west-1.amazonaws.com/image/a.png",
        "//production.s3.eu-west-1.amazonaws.com/avatar/a.png"
    )]
    [InlineData("https://cdn.old.example/image/a.png", "https://cdn.new.example/avatar/a.png")]
    [InlineData("http://cdn.old.example/im%61ge/a.png", "http://cdn.new.example/avatar/a.png")]
    [InlineData("https://www.example/uploads/image/a.png", "https://cdn.new.example/avatar/a.png")]
    public void A_legacy_value_becomes_its_modern_twin(string value, string expected)
    {
        var rule = Rule(ReferenceForm.Auto);

        var reading = rule.Read(value);

        Assert.Equal((ReadingKind.Legacy, expected), (reading.Kind, reading.NewValue));
        Assert.Equal(ReadingKind.Modern, rule.Read(reading.NewValue).Kind);
        Assert.Contains(rule.LegacyPrefixes, prefix => value.StartsWith(prefix, StringComparison.Ordinal));
        Assert.Contains(rule.AllPrefixes, prefix => reading.NewValue.StartsWith(prefix, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("")]
    [InlineData("images/a.png")]
    [InlineData("Image/a.png")]
    [InlineData("/image/a.png")]
    [InlineData("https://elsewhere.example/image/a.png")]
    [InlineData("https://legacy.s3.eu-west-1.amazonaws.com/images/a.png")]
    [InlineData("https://legacy.s3.eu-west-1.amazonaws.com/image/%ff.png")]
    [InlineData("s3://legacy-2/image/a.png")]
    public void A_value_that_names_nothing_of_the_migration_is_left_alone(string value) =>
        Assert.Equal(ReadingKind.None, Rule(ReferenceForm.Auto).Read(value).Kind);

    [Fact]
    public void A_url_is_decoded_to_the_key_it_names()
    {
        var reading = Rule(ReferenceForm.Url)
            .Read("https://legacy.s3.eu-west-1.amazonaws.com/image/%E2%82%AC%25%2B.png");

        Assert.Equal(("image/€%+.png", "avatar/€%+.png"), (reading.Source.Value, reading.Target.Value));
    }

    [Fact]
    public void A_form_reads_only_its_own_kind()
    {
        Assert.Equal(ReadingKind.None, Rule(ReferenceForm.Url).Read("image/a.png").Kind);
        Assert.Equal(ReadingKind.None, Rule(ReferenceForm.Key).Read("s3://legacy/image/a.png").Kind);
    }

    [Fact]
    public void A_renamed_key_is_encoded_anew()
    {
        var rule = Rule(ReferenceForm.Auto, KeyMap.Parse("image/", "avatar/", "^(.*)$", "new $1"));

        Assert.Equal(
            "https://production.s3.eu-west-1.amazonaws.com/avatar/new%20a.png",
            rule.Read("https://legacy.s3.eu-west-1.amazonaws.com/image/a.png").NewValue
        );
    }

    [Fact]
    public void A_key_that_is_the_same_on_both_sides_is_nothing_to_switch()
    {
        var rule = Rule(ReferenceForm.Auto, KeyMap.Parse("image/", "image/", "", ""));

        Assert.Equal(ReadingKind.Same, rule.Read("image/a.png").Kind);
        Assert.Equal(ReadingKind.Legacy, rule.Read("s3://legacy/image/a.png").Kind);
    }

    [Fact]
    public void Filtered_keys_are_left_alone()
    {
        var migration = Make(new PrefixKeyMap("image/", "avatar/")) with
        {
            Filter = KeyFilter.Parse(["avatar-*"], ["*.tmp"]),
        };
        var rule = ReferenceRule.Create(Settings(ReferenceForm.Auto), migration, s_source, s_target);

        Assert.Equal(ReadingKind.Legacy, rule.Read("image/avatar-1.png").Kind);
        Assert.Equal(ReadingKind.None, rule.Read("image/other.png").Kind);
        Assert.Equal(ReadingKind.None, rule.Read("image/avatar-1.tmp").Kind);
        Assert.Equal(ReadingKind.None, rule.Read("image/sub/avatar-1.png").Kind);
    }

    private static ReferenceRule Rule(ReferenceForm form, KeyMap? keys = null) =>
        ReferenceRule.Create(Settings(form), Make(keys ?? new PrefixKeyMap("image/", "avatar/")), s_source, s_target);

    private static Migration Make(KeyMap keys) =>
        new(
            "m",
            new StoreSettings(Location.Parse("s3://legacy/image/")),
            new StoreSettings(Location.Parse($"s3://production/{keys.TargetPrefix}"))
        )
        {
            Keys = keys,
        };

    private static ReferenceSettings Settings(ReferenceForm form) =>
        new(DatabaseUrl.Parse("sqlite:x.db"), ColumnName.Parse("t.c"))
        {
            Form = form,
            Hosts = new Dictionary<string, string>
            {
                ["cdn.old.example"] = "cdn.new.example",
                ["www.example/uploads"] = "cdn.new.example",
            },
        };
}
