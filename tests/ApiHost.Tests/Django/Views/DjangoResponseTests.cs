using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using TokenGrains.ApiHost.Django.Views;

namespace TokenGrains.ApiHost.Tests.Django.Views;

public partial class DjangoResponseTests
{
    [Fact]
    public void A_detail_may_carry_a_code()
    {
        Assert.Equal("""{"detail":"It's <not> “valid”"}""", Body(DjangoResponse.Detail(401, "It's <not> “valid”")));
        Assert.Equal("""{"detail":"d","code":"token_not_valid"}""", Body(DjangoResponse.Detail(401, "d", "token_not_valid")));
    }

    [Fact]
    public void Errors_of_a_field_are_a_list()
    {
        var response = DjangoResponse.Invalid(FieldErrors.Of("username", "A user with that username already exists."));
        Assert.Equal((400, """{"username":["A user with that username already exists."]}"""), (response.Status, Body(response)));
    }

    [Fact]
    public void A_generated_type_writes_text_as_Python_does_with_the_converter()
    {
        var response = DjangoResponse.Json(200, new Greeting("Zoë+<😀>\u007f\u2028\u0001"), GreetingJson.Default.Greeting);
        Assert.Equal("{\"user\":\"Zoë+<😀>\u007f\\u2028\\u0001\"}", Body(response));
        Assert.Equal("\"a\"", JsonSerializer.Serialize(JsonSerializer.Deserialize("\"a\"", GreetingJson.Default.String), GreetingJson.Default.String));
    }

    private static string Body(DjangoResponse response) => Encoding.UTF8.GetString(response.Body.Span);

    internal sealed record Greeting(string User);

    [JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, Converters = [typeof(PythonStringConverter)])]
    [JsonSerializable(typeof(Greeting))]
    internal sealed partial class GreetingJson : JsonSerializerContext;
}
