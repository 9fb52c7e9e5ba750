using System.Text;
using TokenGrains.ApiHost.Django.Views;

namespace TokenGrains.ApiHost.Tests.Django.Views;

/// <summary>Field checks, their order and their texts: wire/DJANGO.md section 2.</summary>
public class SerializerTests
{
    private static readonly Serializer Credentials = new(
        new CharField("username") { MaxLength = 5, Validators = [text => text.Contains('!', StringComparison.Ordinal) ? "No shouting." : null] },
        new CharField("password") { Trim = false },
        new CharField("device_name") { Required = false },
        new CharField("token") { ReadOnly = true });

    [Theory]
    [InlineData("{}", """{"username":["This field is required."],"password":["This field is required."]}""")]
    [InlineData("""{"username":"","password":"  "}""", """{"username":["This field may not be blank."]}""")]
    [InlineData("""{"username":" \t\u001f","password":""}""", """{"username":["This field may not be blank."],"password":["This field may not be blank."]}""")]
    [InlineData("""{"username":null,"password":[]}""", """{"username":["This field may not be null."],"password":["Not a valid string."]}""")]
    [InlineData("""{"username":true,"password":{"a":1}}""", """{"username":["Not a valid string."],"password":["Not a valid string."]}""")]
    [InlineData("""{"username":"a\u0000\ud800!bc","password":"p"}""", """{"username":["No shouting.","Ensure this field has no more than 5 characters.","Null characters are not allowed.","Surrogate characters are not allowed: U+D800."]}""")]
    [InlineData("[]", """{"non_field_errors":["Invalid data. Expected a dictionary, but got list."]}""")]
    [InlineData("\"x\"", """{"non_field_errors":["Invalid data. Expected a dictionary, but got str."]}""")]
    [InlineData("5", """{"non_field_errors":["Invalid data. Expected a dictionary, but got int."]}""")]
    [InlineData("5.0", """{"non_field_errors":["Invalid data. Expected a dictionary, but got float."]}""")]
    [InlineData("true", """{"non_field_errors":["Invalid data. Expected a dictionary, but got bool."]}""")]
    [InlineData("null", """{"non_field_errors":["No data provided"]}""")]
    public void All_bad_fields_are_reported_together_in_declaration_order(string json, string expected)
    {
        Assert.False(Credentials.TryRead(Parse(json), out _, out var errors));
        Assert.Equal(expected, Encoding.UTF8.GetString(DjangoResponse.Invalid(errors).Body.Span));
    }

    [Theory]
    [InlineData("\" alice \"", "alice")]
    [InlineData("\"😀😀😀😀😀\"", "😀😀😀😀😀")]
    [InlineData("12.5", "12.5")]
    [InlineData("-0", "0")]
    [InlineData("1e3", "1000.0", "Ensure this field has no more than 5 characters.")]
    public void Text_is_trimmed_and_numbers_are_coerced_before_the_validators(string json, string expected, string? refusal = null)
    {
        var read = Credentials.TryRead(Parse($$"""{"username":{{json}},"password":" p "}"""), out var values, out _);
        Assert.Equal(refusal is null, read);
        Assert.Equal(expected, values["username"]);
        Assert.Equal(" p ", values["password"]);
    }

    [Fact]
    public void An_optional_field_may_be_absent_or_left_empty_in_a_form()
    {
        Assert.True(Credentials.TryRead(Parse("""{"username":"a","password":"b"}"""), out var absent, out _));
        Assert.Null(absent.Find("device_name"));

        Assert.True(Credentials.TryRead(FormParser.Parse("username=a&password=b&device_name="u8, null), out var empty, out _));
        Assert.Null(empty.Find("device_name"));

        Assert.False(Credentials.TryRead(Parse("""{"username":"a","password":"b","device_name":""}"""), out _, out _));
    }

    [Fact]
    public void A_read_only_field_is_never_read()
    {
        Assert.True(Credentials.TryRead(Parse("""{"username":"a","password":"b","token":5}"""), out var values, out _));
        Assert.Null(values.Find("token"));
    }

    [Fact]
    public void Asking_for_a_field_that_was_never_declared_is_a_fault()
    {
        Assert.True(Credentials.TryRead(Parse("""{"username":"a","password":"b"}"""), out var values, out _));
        Assert.Throws<KeyNotFoundException>(() => values.Find("nickname"));
        Assert.Throws<KeyNotFoundException>(() => values["device_name"]);
    }

    private static ParsedBody Parse(string json)
    {
        Assert.True(JsonParser.TryParse(Encoding.UTF8.GetBytes(json), out var body, out var error), error);
        return body;
    }
}
