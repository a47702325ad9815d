using System.Buffers;
using System.Text;

namespace Rehome.Adapters.AmazonS3;

/// <summary>Bytes that are written once and hashed; starts on the stack and moves to the pool when it grows.</summary>
internal ref struct SigningText(Span<byte> start)
{
    private Span<byte> _buffer = start;
    private byte[]? _rented;
    private int _length;

    public readonly ReadOnlySpan<byte> Written => _buffer[.._length];

    public void Line(ReadOnlySpan<char> text)
    {
        Add(text);
        Add("\n");
    }

    public void Add(ReadOnlySpan<char> text)
    {
        Reserve(text.Length);
        _length += Encoding.Latin1.GetBytes(text, _buffer[_length..]);
    }

    /// <summary>Adds a header's value as it is signed: trimmed, and runs of spaces made one.</summary>
    public void AddFolded(string value)
    {
        var text = value.AsSpan().Trim(' ');
        while (text.IndexOf("  ") is >= 0 and var at)
        {
            Add(text[..(at + 1)]);
            text = text[at..].TrimStart(' ');
        }
        Add(text);
    }

    public void AddHex(ReadOnlySpan<byte> bytes)
    {
        Reserve(bytes.Length * 2);
        Convert.TryToHexStringLower(bytes, _buffer[_length..], out var written);
        _length += written;
    }

    public readonly void Release()
    {
        if (_rented is not null)
        {
            ArrayPool<byte>.Shared.Return(_rented);
        }
    }

    private void Reserve(int more)
    {
        if (_length + more <= _buffer.Length)
        {
            return;
        }
        var larger = ArrayPool<byte>.Shared.Rent(Math.Max(_buffer.Length * 2, _length + more));
        Written.CopyTo(larger);
        Release();
        _buffer = _rented = larger;
    }
}
