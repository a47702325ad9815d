namespace Rehome.Adapters.LocalFiles;

/// <summary>What a path names. Links are never followed.</summary>
internal enum FileKind
{
    /// <summary>Nothing.</summary>
    Missing,

    /// <summary>A regular file: an object.</summary>
    File,

    /// <summary>A folder.</summary>
    Folder,

    /// <summary>A symbolic link, to whatever.</summary>
    Link,

    /// <summary>A socket, a device, a pipe.</summary>
    Special,
}
