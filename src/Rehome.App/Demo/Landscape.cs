namespace Rehome.App.Demo;

/// <summary>Paints a small landscape, a different one for each number and always the same for one number.</summary>
internal static class Landscape
{
    private const int Width = 96;
    private const int Height = 64;

    /// <summary>The picture as PNG.</summary>
    public static byte[] Paint(int number)
    {
        // The golden angle keeps neighbours apart.
        var sky = number * 137.508 % 360;
        var ground = (sky + 150) % 360;
        var (sunX, sunY) = (12 + number * 29 % 72, 10 + number * 7 % 18);
        return PngImage.Encode(Width, Height, Pixel);

        (byte, byte, byte) Pixel(int x, int y)
        {
            var far = 38 + 7 * Math.Sin((x + number * 11) / 13.0);
            var near = 48 + 6 * Math.Sin((x + number * 5) / 9.0);
            return y > near ? Colour(ground, 0.55, 0.35)
                : y > far ? Colour(ground, 0.40, 0.55)
                : Math.Pow(x - sunX, 2) + Math.Pow(y - sunY, 2) < 40 ? Colour(50, 0.9, 0.98)
                : Colour(sky, 0.55, 0.95 - 0.35 * y / Height);
        }
    }

    // https://en.wikipedia.org/wiki/HSL_and_HSV
    private static (byte, byte, byte) Colour(double hue, double saturation, double value)
    {
        return (Channel(5), Channel(3), Channel(1));

        byte Channel(int offset)
        {
            var position = (offset + hue / 60) % 6;
            return (byte)(255 * (value - value * saturation * Math.Clamp(Math.Min(position, 4 - position), 0, 1)));
        }
    }
}
