using Rehome.Adapters.Relational;
using Rehome.References;
using Xunit;

namespace Rehome.Tests.Specs;

public sealed class RelationalTextSpecs
{
    [Theory]
    [InlineData("7", "7")]
    [InlineData("", "[\"\"]")]
    [InlineData("[7]", "[\"[7]\"]")]
    [InlineData("é\"🦊", "é\"🦊")]
    public void The_key_of_one_column_is_its_text_unless_that_would_mislead(string value, string text)
    {
        var key = RowKeyText.Write(value);

        Assert.Equal(text, key.Text);
        Assert.False(key.IsNone);
        Assert.Equal([value], RowKeyText.Read(key, 1));
    }

    [Fact]
    public void The_key_of_several_columns_is_an_array_of_their_texts()
    {
        var key = RowKeyText.Write("a\"b\\", "é🦊", "");

        Assert.Equal(["a\"b\\", "é🦊", ""], RowKeyText.Read(key, 3));
        Assert.StartsWith("[\"a\\\"b\\\\\",\"é", key.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("7", 2)]
    [InlineData("[\"a\",\"b\"]", 1)]
    [InlineData("[broken", 1)]
    public void A_key_of_another_shape_is_refused(string text, int columns)
    {
        var error = Assert.Throws<ReferenceException>(() => RowKeyText.Read(new RowKey(text), columns));

        Assert.Equal(ReferenceFailure.Unusable, error.Failure);
    }

    [Theory]
    [InlineData("pth", "; did you mean 'path'?")]
    [InlineData("PATH", "; did you mean 'path'?")]
    [InlineData("zebra", "; there is id, path, size")]
    public void A_near_name_is_offered_and_else_what_there_is(string wanted, string hint) =>
        Assert.Equal(hint, NearName.Hint(wanted, ["size", "path", "id"]));
}
