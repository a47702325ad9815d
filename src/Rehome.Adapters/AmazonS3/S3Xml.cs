using System.Runtime.InteropServices;
using System.Text;
using System.Xml;

namespace Rehome.Adapters.AmazonS3;

/// <summary>
/// Walks an answer's elements from first to last. A document that is empty or ends early is an
/// <see cref="XmlException"/>: half an answer is none.
/// </summary>
internal sealed class S3Xml : IDisposable
{
    private static readonly XmlReaderSettings s_settings = new()
    {
        DtdProcessing = DtdProcessing.Prohibit,
        XmlResolver = null,
        CheckCharacters = false,
        IgnoreComments = true,
    };

    private readonly XmlReader _reader;

    private S3Xml(XmlReader reader)
    {
        _reader = reader;
        _reader.MoveToContent();
        Root = reader.LocalName;
    }

    /// <summary>The name of the document's element.</summary>
    public string Root { get; }

    /// <summary>The name of the element that was reached.</summary>
    public string Name => _reader.LocalName;

    /// <exception cref="XmlException">There is no document.</exception>
    public static S3Xml Open(ReadOnlyMemory<byte> document)
    {
        // Amazon sends spaces while a long copy goes on, and XML wants its declaration first.
        var text = document[(document.Length - document.Span.TrimStart(" \r\n\t"u8).Length)..];
        var stream = MemoryMarshal.TryGetArray(text, out var bytes)
            ? new MemoryStream(bytes.Array!, bytes.Offset, bytes.Count, writable: false)
            : new MemoryStream(text.ToArray(), writable: false);
        return new S3Xml(XmlReader.Create(stream, s_settings));
    }

    /// <summary>Goes to the next element, whatever its depth.</summary>
    /// <returns>False at the end of the whole document.</returns>
    public bool NextElement()
    {
        while (_reader.Read())
        {
            if (_reader.NodeType == XmlNodeType.Element)
            {
                return true;
            }
        }
        return false;
    }

    /// <summary>The text of the element that was reached; spaces count, for keys may consist of them.</summary>
    public string Text()
    {
        if (_reader.IsEmptyElement)
        {
            return "";
        }
        var text = "";
        while (_reader.Read() && _reader.NodeType != XmlNodeType.EndElement)
        {
            text = text.Length == 0 ? _reader.Value : text + _reader.Value;
        }
        return text;
    }

    public void Dispose() => _reader.Dispose();

    /// <summary>Makes a text safe to stand in a document.</summary>
    public static StringBuilder Append(StringBuilder document, string text)
    {
        foreach (var character in text)
        {
            _ = character switch
            {
                '<' => document.Append("&lt;"),
                '>' => document.Append("&gt;"),
                '&' => document.Append("&amp;"),
                _ => document.Append(character),
            };
        }
        return document;
    }
}
