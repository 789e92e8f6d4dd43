Feature: Acknowledgement of UNSUBSCRIBE
  The broker answers every UNSUBSCRIBE with one UNSUBACK that repeats its packet identifier, also when
  there was nothing to remove. From MQTT 5.0 on it says for each filter, in their order, whether there
  had been such a subscription.

  @must @server @direct
  Scenario Outline: UNSUBACK answers UNSUBSCRIBE and repeats its packet identifier
    Given MQTT <version>
    And Alice is connected
    And Alice subscribes to "a"
    When Alice sends UNSUBSCRIBE with:
      | packet identifier | <identifier> |
      | filter            | a            |
    Then Alice receives UNSUBACK with:
      | packet identifier | <identifier> |
    And Alice receives nothing more

    @MQTT-5.0:3.10.4-4 @MQTT-5.0:3.10.4-5
    Examples:
      | version | identifier |
      | 5.0     | 1          |
      | 5.0     | 258        |
      | 5.0     | 65535      |

    @MQTT-3.1.1:3.10.4-4
    Examples:
      | version | identifier |
      | 3.1.1   | 1          |
      | 3.1.1   | 258        |
      | 3.1.1   | 65535      |

    @MQTT-3.1:UNSUBSCRIBE-02
    Examples:
      | version | identifier |
      | 3.1     | 1          |
      | 3.1     | 258        |
      | 3.1     | 65535      |

  @must @server @direct
  Scenario Outline: UNSUBACK comes also when there was nothing to remove
    Given MQTT <version>
    And Alice is connected
    When Alice sends UNSUBSCRIBE with:
      | packet identifier | 77    |
      | filter            | never |
    Then Alice receives UNSUBACK with:
      | packet identifier | 77 |

    @MQTT-5.0:3.10.4-5
    Examples:
      | version |
      | 5.0     |

    @MQTT-3.1.1:3.10.4-5
    Examples:
      | version |
      | 3.1.1   |

  @must @server @direct
  Scenario Outline: Several filters in one packet are removed like one after the other, with one UNSUBACK
    Given MQTT <version>
    And Alice and Bob are connected
    And Bob subscribes to "a"
    And Bob subscribes to "b"
    And Bob subscribes to "c"
    And Bob subscribes to "kept"
    When Bob sends UNSUBSCRIBE with:
      | packet identifier | 21 |
      | filter            | a  |
      | filter            | b  |
      | filter            | c  |
    Then Bob receives UNSUBACK with:
      | packet identifier | 21 |
    When Alice publishes "1" to "a"
    And Alice publishes "2" to "b"
    And Alice publishes "3" to "c"
    And Alice publishes "4" to "kept"
    Then Bob receives "4" on "kept"
    And Bob receives nothing more

    @MQTT-5.0:3.10.4-6
    Examples:
      | version |
      | 5.0     |

    @MQTT-3.1.1:3.10.4-6
    Examples:
      | version |
      | 3.1.1   |

    @MQTT-3.1:UNSUBSCRIBE-02
    Examples:
      | version |
      | 3.1     |

  @MQTT-5.0:3.11.3-1 @MQTT-5.0:3.11.3-2 @MQTT-5.0:X-49 @must @server @direct
  Scenario: UNSUBACK has one code for each filter, in the order of the filters
    Given MQTT 5.0
    And Alice is connected
    And Alice subscribes to "b"
    And Alice subscribes to "c/+"
    When Alice sends UNSUBSCRIBE with:
      | filter | a   |
      | filter | b   |
      | filter | c/d |
      | filter | c/+ |
    Then Alice receives UNSUBACK with:
      | reason code | 0x11 |
      | reason code | 0x00 |
      | reason code | 0x11 |
      | reason code | 0x00 |

  @MQTT-5.0:3.11.2-1 @MQTT-5.0:3.11.2-2 @must @server @monitor
  Scenario: UNSUBACK does not outgrow the client's Maximum Packet Size for a Reason String or User Properties
    Given MQTT 5.0
    And Alice is connected with:
      | Maximum Packet Size | 64 |
    When Alice sends UNSUBSCRIBE with:
      | filter        | a             |
      | filter        | b             |
      | User Property | asked = twice |
    Then Alice receives UNSUBACK
    And the connection of Alice is still open
