defmodule Call do
  @moduledoc """
  Reads one step: an Erlang call, perhaps with a variable for its result. A recursive descent over characters, as in Call.java; what
  it returns has the form of Erlang's own parse tree.
  """

  # Deeper than any scenario, and not so deep that the stack is in danger.
  @deepest 100
  @longest_shown 100
  @reserved ~w(after and andalso band begin bnot bor bsl bsr bxor case catch cond div end fun if let not of or orelse receive rem try when xor)

  @doc "{result variable or nil, function, arguments}; throws {:expected, text}."
  def parse(text) do
    {name, rest} = word(text)

    {result, name, rest} =
      if variable?(name) do
        {next, rest} = word(expect(rest, ?=))
        {String.to_atom(name), next, rest}
      else
        {nil, name, rest}
      end

    if name == "" or variable?(name) or hd(String.to_charlist(name)) in ?0..?9, do: unexpected("the name of a function", name <> rest)
    {arguments, rest} = terms(expect(rest, ?(), ?), 1)
    rest = skip(rest)
    if rest != "", do: unexpected("the end of the line", rest)
    {result, String.to_atom(name), arguments}
  end

  defp variable?(<<first, _::binary>>), do: first in ?A..?Z or first == ?_
  defp variable?(""), do: false

  defp term(text, depth) do
    case skip(text) do
      "{" <> rest ->
        {elements, rest} = terms(rest, ?}, depth + 1)
        {{:tuple, 1, elements}, rest}

      "[" <> rest ->
        {elements, rest} = terms(rest, ?], depth + 1)
        {List.foldr(elements, {nil, 1}, &{:cons, 1, &1, &2}), rest}

      "'" <> rest = quoted ->
        case String.split(rest, "'", parts: 2) do
          [name, rest] ->
            if name =~ ~r/^[ -\[\]-~]*\z/, do: {{:atom, 1, String.to_atom(name)}, rest}, else: unexpected("plain characters between quotes, without a backslash", quoted)

          [_] ->
            unexpected("a closing quote", quoted)
        end

      <<first, _::binary>> = rest when first == ?- or first in ?0..?9 ->
        integer(rest)

      rest ->
        unquoted(word(rest), rest)
    end
  end

  defp unquoted({"", _}, text), do: unexpected("a term", text)
  defp unquoted({"@" <> _, _}, text), do: unexpected("a term", text)
  defp unquoted({word, _}, text) when word in @reserved, do: unexpected("'#{word}' in quotes, since it is a word of Erlang's own", text)
  defp unquoted({word, rest}, _text), do: {{if(variable?(word), do: :var, else: :atom), 1, String.to_atom(word)}, rest}

  defp integer(text) do
    [digits] = Regex.run(~r/^-?[0-9]*/, text)

    case Integer.parse(digits) do
      {number, ""} when number in -0x8000000000000000..0x7FFFFFFFFFFFFFFF ->
        {{:integer, 1, number}, binary_part(text, byte_size(digits), byte_size(text) - byte_size(digits))}

      _ ->
        unexpected("an integer", text)
    end
  end

  # Terms with commas between them, up to the closing character and with it.
  defp terms(text, _close, depth) when depth > @deepest, do: unexpected("terms that are nested at most #{@deepest} deep", text)

  defp terms(text, close, depth) do
    case skip(text) do
      <<^close, rest::binary>> -> {[], rest}
      rest -> more(rest, close, depth)
    end
  end

  defp more(text, close, depth) do
    {term, rest} = term(text, depth)

    case skip(rest) do
      <<^close, rest::binary>> ->
        {[term], rest}

      "," <> rest ->
        {terms, rest} = more(rest, close, depth)
        {[term | terms], rest}

      rest ->
        unexpected("',' or '#{<<close>>}'", rest)
    end
  end

  defp word(text) do
    text = skip(text)
    [word] = Regex.run(~r/^[A-Za-z0-9_@]*/, text)
    {word, binary_part(text, byte_size(word), byte_size(text) - byte_size(word))}
  end

  defp expect(text, wanted) do
    case skip(text) do
      <<^wanted, rest::binary>> -> rest
      rest -> unexpected("'#{<<wanted>>}'", rest)
    end
  end

  defp skip(text), do: String.trim_leading(text, " ")

  defp unexpected(expected, ""), do: throw({:expected, "expected #{expected}, got: the end of the line"})

  defp unexpected(expected, rest) do
    shown = if String.length(rest) <= @longest_shown, do: rest, else: String.slice(rest, 0, @longest_shown) <> "..."
    throw({:expected, "expected #{expected}, got: #{shown}"})
  end
end
