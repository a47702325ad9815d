using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace Rehome.App.Demo;

/// <summary>Writes pictures as PNG: one true-colour image, no filter. https://www.w3.org/TR/png-3/</summary>
internal static class PngImage
{
    private static readonly byte[] s_signature = [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A];
    private static readonly uint[] s_remainders = [.. Enumerable.Range(0, 256).Select(Remainder)];

    /// <summary>Encodes a picture.</summary>
    /// <param name="width">In pixels.</param>
    /// <param name="height">In pixels.</param>
    /// <param name="paint">The colour of a pixel, by column and row.</param>
    public static byte[] Encode(int width, int height, Func<int, int, (byte Red, byte Green, byte Blue)> paint)
    {
        var lines = new byte[height * (1 + 3 * width)];
        var at = 0;
        for (var row = 0; row < height; row++)
        {
            lines[at++] = 0;
            for (var column = 0; column < width; column++)
            {
                (lines[at], lines[at + 1], lines[at + 2]) = paint(column, row);
                at += 3;
            }
        }
        var header = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, width);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), height);
        // Eight bits a channel, true colour, and the only compression, filter and order there are.
        (header[8], header[9]) = (8, 2);
        return [.. s_signature, .. Chunk("IHDR", header), .. Chunk("IDAT", Compress(lines)), .. Chunk("IEND", [])];
    }

    private static byte[] Compress(byte[] lines)
    {
        var compressed = new MemoryStream();
        using (var stream = new ZLibStream(compressed, CompressionLevel.Fastest))
        {
            stream.Write(lines);
        }
        return compressed.ToArray();
    }

    private static byte[] Chunk(string type, byte[] content)
    {
        byte[] checkedPart = [.. Encoding.ASCII.GetBytes(type), .. content];
        var chunk = new byte[checkedPart.Length + 8];
        BinaryPrimitives.WriteInt32BigEndian(chunk, content.Length);
        checkedPart.CopyTo(chunk, 4);
        BinaryPrimitives.WriteUInt32BigEndian(chunk.AsSpan(checkedPart.Length + 4), Checksum(checkedPart));
        return chunk;
    }

    private static uint Checksum(byte[] bytes) =>
        bytes.Aggregate(uint.MaxValue, (sum, next) => s_remainders[(byte)(sum ^ next)] ^ (sum >> 8)) ^ uint.MaxValue;

    private static uint Remainder(int number)
    {
        var remainder = (uint)number;
        for (var bit = 0; bit < 8; bit++)
        {
            remainder = (remainder & 1) == 1 ? 0xEDB88320 ^ (remainder >> 1) : remainder >> 1;
        }
        return remainder;
    }
}
