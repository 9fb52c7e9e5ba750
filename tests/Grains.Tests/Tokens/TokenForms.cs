using System.Text;

namespace TokenGrains.Grains.Tests.Tokens;

/// <summary>Tokens whose parts were taken apart and put together in a way that no token of ours is.</summary>
internal static class TokenForms
{
    public static IEnumerable<string> Write(string form, string header, string payload, string signature)
    {
        var token = $"{header}.{payload}.{signature}";
        var headerJson = Jws.Decode(header);
        var payloadJson = Jws.Decode(payload);
        string WithHeader(string json) => $"{Jws.Encode(json)}.{payload}.{signature}";
        string WithPayload(string json) => $"{header}.{Jws.Encode(json)}.{signature}";

        return form.Split(':') switch
        {
            ["dots", var count] => WithDots(int.Parse(count, null), header, payload, signature),
            ["pad", var size] => [token.PadRight(Bytes(size), 'A'), "A" + token.PadLeft(Bytes(size), 'A')],
            ["header_not_base64"] => [$"%%%.{payload}.{signature}"],
            ["header_array"] => [WithHeader($"[{headerJson}]")],
            ["header_number"] => [WithHeader("1")],
            ["header_bom"] => [WithHeader("\ufeff" + headerJson)],
            ["header_dup_alg(none first)"] => [WithHeader("{\"alg\":\"none\"," + headerJson[1..])],
            ["header_comment"] => [WithHeader("{/*x*/" + headerJson[1..])],
            ["header_lone_surrogate"] => [WithHeader("{\"x\":\"\\ud800\"," + headerJson[1..]), WithHeader("{\"kid\":\"\\ud800\",\"alg\":\"ES256\"}")],
            ["payload_array"] => [WithPayload($"[{payloadJson}]")],
            ["payload_dup_exp"] => [WithPayload(payloadJson[..^1] + ",\"exp\":99999999999}")],
            ["payload_bom"] => [WithPayload("\ufeff" + payloadJson)],
            ["json_serialization_flattened"] or ["json_serialization_in_bearer"] =>
                [$$"""{"protected":"{{header}}","payload":"{{payload}}","signature":"{{signature}}"}"""],
            ["trailing_space"] => [token + " ", " " + token],
            ["inner_newline"] => [$"{header}.\n{payload}.{signature}", token.Insert(10, "\n")],
            ["nul_suffix"] => [token + "\0"],
            ["bearer_twice"] => [$"Bearer {token}", $"{token}, Bearer {token}"],
            ["quoted"] => [$"\"{token}\""],
            ["fullwidth_dot_separator"] => [token.Replace('.', '\uff0e')],
            ["jwe_PBES2_p2c_2147483647"] =>
                [$"{Jws.Encode("""{"alg":"PBES2-HS256+A128KW","enc":"A128CBC-HS256","p2c":2147483647,"p2s":"AAAA"}""")}.AAAA.AAAA.AAAA.AAAA"],
            ["nested_jwt_cty"] => [$"{Jws.Encode(headerJson[..^1] + ",\"cty\":\"JWT\"}")}.{Jws.Encode(token)}.{signature}"],
            _ => throw new NotSupportedException(form),
        };
    }

    private static IEnumerable<string> WithDots(int count, string header, string payload, string signature)
    {
        yield return new string('.', count);
        var text = new StringBuilder(header);
        for (var number = 0; number < count; number++)
            text.Append('.').Append(number % 2 == 0 ? payload : signature);
        yield return text.ToString();
    }

    private static int Bytes(string size) => size[^2..] switch
    {
        "KB" => int.Parse(size[..^2], null) << 10,
        _ => int.Parse(size[..^2], null) << 20,
    };
}
