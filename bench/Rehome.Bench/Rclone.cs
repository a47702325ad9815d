using System.Text.Json;

namespace Rehome.Bench;

/// <summary>The rival: copies inside the gateway, as many at a time as suits it.</summary>
internal sealed class Rclone(TestBed bed)
{
    private static readonly string[] s_pace = ["--transfers", "256", "--checkers", "256"];

    /// <summary>Leaves out whatever is not a copy: without these, each copy is looked at after it was made.</summary>
    private static readonly string[] s_blindness = ["--s3-no-head-object", "--ignore-size", "--ignore-checksum"];

    /// <summary>A folder of a bucket in rclone's words.</summary>
    public static string Place(string bucket, string folder) => $"gateway:{bucket}/{folder}";

    /// <summary>Copies all objects to a target, each looked at after it was copied, as is its default.</summary>
    public CommandWords Copy(Target target) =>
        Words("copy", Place(TestBed.Source, "image"), Place(target.Bucket, "avatar"));

    /// <summary>Copies all objects and looks at nothing: the copies alone.</summary>
    public CommandWords CopyBlindly(Target target)
    {
        var words = Copy(target);
        return words with { Arguments = [.. words.Arguments, .. s_blindness] };
    }

    /// <summary>How many objects and bytes a bucket holds.</summary>
    public async Task<(long Objects, long Bytes)> CountAsync(Target target, CancellationToken cancellationToken)
    {
        var (_, output) = await MeasuredProcess.RunAsync(
            Words("size", "--json", Place(target.Bucket, "avatar")),
            cancellationToken
        );
        var size = JsonDocument.Parse(output).RootElement;
        return (size.GetProperty("count").GetInt64(), size.GetProperty("bytes").GetInt64());
    }

    /// <summary>Its first line about itself.</summary>
    public async Task<string> VersionAsync(CancellationToken cancellationToken) =>
        (await MeasuredProcess.RunAsync(Words("version"), cancellationToken)).Output.Split('\n')[0];

    /// <summary>A command with the gateway configured.</summary>
    public CommandWords Words(string verb, params string[] arguments) =>
        new(
            "rclone",
            [verb, .. arguments, .. s_pace],
            new Dictionary<string, string>
            {
                ["RCLONE_CONFIG"] = "/dev/null",
                ["RCLONE_CONFIG_GATEWAY_TYPE"] = "s3",
                ["RCLONE_CONFIG_GATEWAY_PROVIDER"] = "Ceph",
                ["RCLONE_CONFIG_GATEWAY_ENDPOINT"] = bed.Endpoint,
                ["RCLONE_CONFIG_GATEWAY_ACCESS_KEY_ID"] = bed.Owner.AccessKey,
                ["RCLONE_CONFIG_GATEWAY_SECRET_ACCESS_KEY"] = bed.Owner.SecretKey,
                ["AWS_CA_BUNDLE"] = "",
            },
            bed.Folder
        );
}
